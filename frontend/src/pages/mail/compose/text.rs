//! What is written: from a template or by hand.

use api::email_templates::{EmailTemplate, EmailTemplateQuery};
use domain::emails::Outreach;
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::t;
use crate::load::query;
use crate::pages::mail::templates::SlotPicker;
use crate::transport::client;
use crate::ui::{Bound, Choice, Form, Panel, SelectField, TextArea, TextField, toast};

/// Template, subject, body.
#[component]
pub fn TextPanel(form: Form<Outreach>) -> AnyView {
    let templates = query(|| async {
        let all = EmailTemplateQuery { per_page: Some(100), ..EmailTemplateQuery::default() };
        client().list_email_templates(&all).await.map(|page| page.items)
    });
    // The address may name a template whose text is not here yet.
    Effect::new(move |_| {
        let Some(all) = templates.ready() else { return };
        let named = form.draft.with_untracked(|draft| draft.template_id.filter(|_| draft.body.is_none()));
        if let Some(template) = named.and_then(|id| all.into_iter().find(|template| template.id == id)) {
            fill(form, &template);
        }
    });
    let options = Signal::derive(move || {
        let choice = |template: &EmailTemplate| Choice::new(template.id.to_string(), template.name.clone());
        templates.with(|all| all.iter().map(choice).collect::<Vec<_>>()).unwrap_or_default()
    });
    let choose = Callback::new(move |id: String| {
        let wanted = Uuid::parse_str(&id).ok();
        let found =
            templates.with(|all| all.iter().find(|template| Some(template.id) == wanted).cloned()).flatten();
        match found {
            Some(template) => replace(form, &template),
            None => form.draft.update(|draft| draft.template_id = None),
        }
    });
    let plain = form.reference("/template_id", |draft| &mut draft.template_id);
    let subject = written(form, "/subject", |draft| &mut draft.subject);
    let body = written(form, "/body", |draft| &mut draft.body);
    view! {
        <Panel title=t::mail::content>
            <div class="grid gap-y-1">
                <SelectField
                    field=Bound { set: choose, ..plain }
                    label=t::mail::template
                    options
                    none=t::mail::no_template
                />
                <TextField field=subject label=t::mail::subject required=true />
                <TextArea field=body label=t::mail::body hint=t::mail::body_hint rows=12 required=true />
                <SlotPicker subject body />
            </div>
        </Panel>
    }
    .into_any()
}

/// A text that is one's own as soon as it differs from the template.
fn written(
    form: Form<Outreach>,
    pointer: &'static str,
    part: fn(&mut Outreach) -> &mut Option<String>,
) -> Bound<String> {
    let plain = form.text(pointer, part);
    let set = Callback::new(move |text: String| {
        plain.set.run(text);
        if form.draft.with_untracked(|draft| draft.template_id.is_some()) {
            form.draft.update(|draft| draft.template_id = None);
        }
    });
    Bound { set, ..plain }
}

fn fill(form: Form<Outreach>, template: &EmailTemplate) {
    form.draft.update(|draft| {
        draft.template_id = Some(template.id);
        draft.subject = Some(template.subject.clone());
        draft.body = Some(template.body.clone());
    });
    form.state.clear();
}

/// Puts a template in the place of what was written, which can be brought back.
fn replace(form: Form<Outreach>, template: &EmailTemplate) {
    let before = form.draft.get_untracked();
    fill(form, template);
    let own =
        before.template_id.is_none() && before.body.as_deref().is_some_and(|body| !body.trim().is_empty());
    if own {
        toast::undoable(t::mail::template_taken(&template.name), move || {
            form.draft.try_update(|draft| {
                draft.template_id = None;
                draft.subject.clone_from(&before.subject);
                draft.body.clone_from(&before.body);
            });
        });
    }
}
