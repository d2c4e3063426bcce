//! Having a template written; it is shown as a difference, to take or to leave.

use api::email_templates::{EmailTemplateFields, GenerateTemplateRequest};
use api::emails::Generated;
use domain::models::Purpose;
use leptos::prelude::*;

use crate::engines::{EngineChoice, EngineSelect};
use crate::i18n::{locale_untracked, t};
use crate::pages::mail::proposal::Proposal;
use crate::transport::client;
use crate::ui::{Form, FormView, Panel, SubmitButton, TextArea};

/// Points in, a template out.
#[component]
pub fn GeneratePanel(form: Form<EmailTemplateFields>) -> AnyView {
    let ask = Form::new(GenerateTemplateRequest::default());
    let engine = EngineChoice::of(Purpose::Draft);
    let answer = RwSignal::new(None::<Generated<EmailTemplateFields>>);
    let submit = ask.submit(
        move |request| {
            let engine = engine.get();
            async move {
                let language = Some(locale_untracked().tag().to_owned());
                let request = GenerateTemplateRequest { language, engine, ..request };
                client().generate_email_template(&request).await
            }
        },
        move |generated| answer.set(Some(generated)),
    );
    let accept = move |fields: EmailTemplateFields| {
        form.draft.update(|draft| {
            if draft.name.trim().is_empty() {
                draft.name = fields.name;
            }
            draft.subject = fields.subject;
            draft.body = fields.body;
        });
        form.state.clear();
        answer.set(None);
    };
    let proposal = move || {
        let generated = answer.get()?;
        let old = form.draft.get_untracked();
        let new = generated.result.clone();
        Some(view! {
            <Proposal
                engine=generated.engine
                warnings=generated.warnings
                parts=vec![
                    (t::mail::subject.into(), old.subject, new.subject.clone()),
                    (t::mail::body.into(), old.body, new.body.clone()),
                ]
                accept=Callback::new(move |()| accept(new.clone()))
                reject=Callback::new(move |()| answer.set(None))
            />
        })
    };
    view! {
        <Panel title=t::mail::generate>
            <FormView state=ask.state submit>
                <TextArea
                    field=ask.text("/core_points", |request| &mut request.core_points)
                    label=t::mail::core_points
                    placeholder=t::mail::core_points_template
                    rows=3
                />
                <div class="flex flex-wrap items-end justify-between gap-3 pb-1">
                    <div class="min-w-48 flex-1"><EngineSelect choice=engine label=t::mail::engine /></div>
                    <SubmitButton state=ask.state label=t::mail::generate_now class="btn btn-quiet mb-5" />
                </div>
            </FormView>
            {proposal}
        </Panel>
    }
    .into_any()
}
