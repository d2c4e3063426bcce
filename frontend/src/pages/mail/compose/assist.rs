//! Having a mail drafted or made better. What comes back is a proposal.

use api::emails::{DraftRequest, EmailText, Generated, OptimizeRequest};
use api::parse::Warning;
use api::{ApiError, client::Result as Answer};
use domain::emails::Outreach;
use domain::models::Purpose;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::engines::{EngineChoice, EngineSelect};
use crate::i18n::{locale_untracked, t};
use crate::pages::mail::proposal::Proposal;
use crate::transport::client;
use crate::ui::{Form, FormView, Icon, Notice, TextArea, Tone, error_text, lu};

/// What an engine proposes, whichever way it was asked.
#[derive(Clone)]
struct Proposed {
    engine: String,
    warnings: Vec<Warning>,
    text: EmailText,
}

/// The state of the help.
#[derive(Clone, Copy)]
struct Assist {
    form: Form<Outreach>,
    ask: Form<DraftRequest>,
    engine: EngineChoice,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    proposed: RwSignal<Option<Proposed>>,
}

/// Core points, an engine, and two things it can do.
#[component]
pub fn AssistPanel(form: Form<Outreach>) -> AnyView {
    let assist = Assist {
        form,
        ask: Form::new(DraftRequest::default()),
        engine: EngineChoice::of(Purpose::Draft),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        proposed: RwSignal::new(None),
    };
    let nothing_written = Memo::new(move |_| {
        form.draft.with(|draft| draft.body.as_deref().unwrap_or_default().trim().is_empty())
    });
    let submit = Callback::new(move |()| assist.draft());
    view! {
        <details class="panel">
            <summary class="flex cursor-pointer items-center gap-2 px-3.5 py-2.5 font-medium">
                <span class="text-primary"><Icon icon=lu::LuSparkles /></span>
                {t::mail::assist}
            </summary>
            <div class="border-t border-line px-3.5 py-3">
                <FormView state=assist.ask.state submit>
                    <TextArea
                        field=assist.ask.text("/core_points", |request| &mut request.core_points)
                        label=t::mail::core_points
                        placeholder=t::mail::core_points_mail
                        rows=3
                    />
                    <EngineSelect choice=assist.engine label=t::mail::engine />
                    <div class="flex flex-wrap items-center justify-end gap-2 py-3">
                        {move || assist.busy.get().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })}
                        <button
                            type="button"
                            class="btn btn-sm btn-quiet"
                            disabled={move || assist.busy.get() || nothing_written.get()}
                            on:click={move |_| assist.optimize()}
                        >
                            {t::mail::optimize}
                        </button>
                        <button type="submit" class="btn btn-sm btn-quiet" disabled={move || assist.busy.get()}>
                            {t::mail::draft}
                        </button>
                    </div>
                </FormView>
                {move || {
                    let error = assist.failure.get()?;
                    Some(view! { <Notice tone=Tone::Error text={move || error_text(&error)} /> })
                }}
            </div>
        </details>
        {move || assist.proposed.get().map(|proposed| assist.show(proposed))}
    }
    .into_any()
}

impl Assist {
    fn draft(self) {
        let request = self.ask.draft.get_untracked();
        if self.busy.get_untracked() || !self.ask.state.check(&request) {
            return;
        }
        let outreach = self.form.draft.get_untracked();
        let only = (outreach.to.candidate_ids.len() == 1 && outreach.to.group_id.is_none())
            .then(|| outreach.to.candidate_ids.first().copied());
        let request = DraftRequest {
            job_id: outreach.job_id,
            candidate_id: only.flatten(),
            language: Some(locale_untracked().tag().to_owned()),
            engine: self.engine.get(),
            ..request
        };
        self.run(async move { client().draft_email(&request).await.map(Proposed::from) });
    }

    fn optimize(self) {
        if self.busy.get_untracked() {
            return;
        }
        let outreach = self.form.draft.get_untracked();
        let instruction =
            Some(self.ask.draft.with_untracked(|request| request.core_points.trim().to_owned()));
        let request = OptimizeRequest {
            text: outreach.body.unwrap_or_default(),
            instruction: instruction.filter(|text| !text.is_empty()),
            engine: self.engine.get(),
        };
        let subject = outreach.subject.unwrap_or_default();
        self.run(async move {
            let Generated { engine, result, warnings } = client().optimize_email(&request).await?;
            Ok(Proposed { engine, warnings, text: EmailText { subject, body: result.optimized_text } })
        });
    }

    fn run(self, answer: impl Future<Output = Answer<Proposed>> + 'static) {
        self.busy.set(true);
        self.failure.set(None);
        self.proposed.set(None);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(proposed) => self.proposed.set(Some(proposed)),
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    fn show(self, proposed: Proposed) -> AnyView {
        let old = self.form.draft.get_untracked();
        let EmailText { subject, body } = proposed.text;
        let parts = vec![
            (t::mail::subject.into(), old.subject.unwrap_or_default(), subject.clone()),
            (t::mail::body.into(), old.body.unwrap_or_default(), body.clone()),
        ];
        let accept = Callback::new(move |()| {
            self.form.draft.update(|draft| {
                draft.template_id = None;
                draft.subject = Some(subject.clone());
                draft.body = Some(body.clone());
            });
            self.form.state.clear();
            self.proposed.set(None);
        });
        let reject = Callback::new(move |()| self.proposed.set(None));
        view! { <Proposal engine=proposed.engine warnings=proposed.warnings parts accept reject /> }
            .into_any()
    }
}

impl From<Generated<EmailText>> for Proposed {
    fn from(generated: Generated<EmailText>) -> Self {
        Self { engine: generated.engine, warnings: generated.warnings, text: generated.result }
    }
}
