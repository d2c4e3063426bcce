//! A new candidate, and the fields of one that is there.

use api::candidates::{Candidate, CandidateFields};
use api::{ApiError, MergePatch};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::words::{consent_words, salutation_words};
use crate::format::time_zones;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::jobs::words::{choices, education_words};
use crate::pages::keywords::{show_keyword, suggest_keywords};
use crate::pages::salary::{SalaryText, salary_fields};
use crate::transport::client;
use crate::ui::{
    CheckField, Choice, Conflict, Form, FormView, Icon, Loaded, PageHeader, Panel, SelectField, SubmitButton,
    Suggest, TagsField, TextArea, TextField, lu, toast, use_id,
};

/// The page of a new candidate.
#[component]
pub fn NewCandidate() -> AnyView {
    let form = Form::new(CandidateFields::default());
    form.guard();
    let go = use_navigate();
    let submit = form.submit(
        |fields| async move { client().create_candidate(&fields).await },
        move |candidate: Candidate| {
            toast::success(t::common::saved());
            go(&format!("/candidates/{}", candidate.id), Default::default());
        },
    );
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader
                title=t::candidates::new_title
                subtitle=t::candidates::new_subtitle
                back=("/candidates".to_owned(), t::candidates::list_title.into())
            >
                <a class="btn btn-quiet" href="/import">
                    <Icon icon=lu::LuScanText />
                    {t::candidates::import}
                </a>
            </PageHeader>
            <CandidateForm form submit />
            {foot(form, "/candidates".to_owned())}
        </div>
    }
    .into_any()
}

/// The page that changes one.
#[component]
pub fn EditCandidate() -> AnyView {
    let id = use_id();
    let candidate = query(move || {
        let id = id.get();
        async move { client().get_candidate(id).await }
    });
    view! { <Loaded query=candidate let:value>{edit(value, candidate)}</Loaded> }.into_any()
}

fn edit(value: Candidate, candidate: Query<Candidate>) -> AnyView {
    let (id, version) = (value.id, StoredValue::new(Some(value.version)));
    let form = Form::new(CandidateFields::from(&value));
    form.guard();
    let go = use_navigate();
    let submit = form.submit(
        move |fields| save(id, form.saved(), fields, version.get_value()),
        move |saved: Candidate| {
            toast::success(t::common::saved());
            go(&format!("/candidates/{}", saved.id), Default::default());
        },
    );
    let mine = Callback::new(move |()| {
        version.set_value(None);
        submit.run(());
    });
    let theirs = Callback::new(move |()| candidate.reload());
    let address = format!("/candidates/{id}");
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title=t::candidates::edit_title back=(address.clone(), value.name.into()) />
            <CandidateForm form submit />
            <Conflict state=form.state theirs mine />
            {foot(form, address)}
        </div>
    }
    .into_any()
}

async fn save(
    id: Uuid,
    old: CandidateFields,
    new: CandidateFields,
    version: Option<i64>,
) -> Result<Candidate, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_candidate(id, &patch, version).await
}

fn foot(form: Form<CandidateFields>, back: String) -> AnyView {
    view! {
        <div class="form-foot">
            <a class="btn btn-ghost" href=back>{t::common::cancel}</a>
            <SubmitButton state=form.state label=t::candidates::create />
        </div>
    }
    .into_any()
}

/// All fields, for a new candidate, for one that is there and for one that was parsed.
#[component]
pub fn CandidateForm(form: Form<CandidateFields>, submit: Callback<()>) -> AnyView {
    view! {
        <FormView state=form.state submit>
            <div class="grid min-w-0 gap-5">{basics(form)} {career(form)} {abilities(form)} {expectation(form)} {privacy(form)}</div>
        </FormView>
    }
    .into_any()
}

fn basics(form: Form<CandidateFields>) -> AnyView {
    let titles = Signal::derive(|| choices(salutation_words));
    view! {
        <Panel title=t::candidates::basics>
            <div class="grid gap-x-4 gap-y-2 sm:grid-cols-2">
                <TextField
                    field=form.text("/name", |candidate| &mut candidate.name)
                    label=t::candidates::name
                    required=true
                />
                <SelectField
                    field=form.optional_choice("/salutation_title", |candidate| &mut candidate.salutation_title)
                    label=t::candidates::salutation_title
                    hint=t::candidates::salutation_hint
                    options=titles
                    none=t::candidates::salutation_unknown
                />
                <TagsField
                    field=form.list("/emails", |candidate| &mut candidate.emails)
                    label=t::candidates::emails
                    hint=t::candidates::emails_hint
                    suggest=Suggest::nothing()
                />
                <TextField
                    field=form.text("/phone", |candidate| &mut candidate.phone)
                    label=t::candidates::phone
                    kind="tel"
                />
                <TagsField
                    field=form.list("/locations", |candidate| &mut candidate.locations)
                    label=t::candidates::locations
                    placeholder=t::jobs::locations_example
                    suggest=Suggest::nothing()
                />
                <TextField
                    field=form.text("/external_id", |candidate| &mut candidate.external_id)
                    label=t::candidates::external_id
                    hint=t::candidates::external_id_hint
                />
            </div>
        </Panel>
    }
    .into_any()
}

fn career(form: Form<CandidateFields>) -> AnyView {
    let educations = Signal::derive(|| choices(education_words));
    view! {
        <Panel title=t::candidates::career>
            <div class="grid gap-x-4 gap-y-2 sm:grid-cols-2">
                <TextField
                    field=form.text("/current_company", |candidate| &mut candidate.current_company)
                    label=t::candidates::current_company
                />
                <TextField
                    field=form.text("/current_position", |candidate| &mut candidate.current_position)
                    label=t::candidates::current_position
                />
                <TextField
                    field=form.number("/experience_years", |candidate| &mut candidate.experience_years)
                    label=t::candidates::experience_years
                    kind="number"
                    unit=t::candidates::years_unit
                />
                <TextField
                    field=form.text("/level", |candidate| &mut candidate.level)
                    label=t::candidates::level
                    placeholder=t::jobs::level_example
                />
                <SelectField
                    field=form.optional_choice("/education_level", |candidate| &mut candidate.education_level)
                    label=t::candidates::education_level
                    options=educations
                    none=t::candidates::salutation_unknown
                />
            </div>
            <TextArea
                field=form.text("/education", |candidate| &mut candidate.education)
                label=t::candidates::education
                rows=2
            />
        </Panel>
    }
    .into_any()
}

fn abilities(form: Form<CandidateFields>) -> AnyView {
    // No keywords at all means that they are to be found in the texts.
    let keywords = form.mapped(
        "/keywords",
        |candidate: &CandidateFields| candidate.keywords.clone().unwrap_or_default(),
        |candidate: &mut CandidateFields, list: Vec<String>| {
            candidate.keywords = (!list.is_empty()).then_some(list);
        },
    );
    view! {
        <Panel title=t::candidates::abilities>
            <TagsField
                field=keywords
                label=t::candidates::keywords
                hint=t::candidates::keywords_hint
                placeholder=t::jobs::keyword_example
                suggest=suggest_keywords()
                strict=true
                show=show_keyword()
            />
            <TextArea
                field=form.text("/skills", |candidate| &mut candidate.skills)
                label=t::candidates::skills
                rows=4
            />
            <TextArea
                field=form.text("/summary", |candidate| &mut candidate.summary)
                label=t::candidates::summary
                rows=6
            />
        </Panel>
    }
    .into_any()
}

fn expectation(form: Form<CandidateFields>) -> AnyView {
    let written = form.text("/expected_salary", |candidate| &mut candidate.expected_salary);
    let min = form.number("/expected_salary_min", |candidate| &mut candidate.expected_salary_min);
    let max = form.number("/expected_salary_max", |candidate| &mut candidate.expected_salary_max);
    let currency =
        form.text("/expected_salary_currency", |candidate| &mut candidate.expected_salary_currency);
    let period =
        form.optional_choice("/expected_salary_period", |candidate| &mut candidate.expected_salary_period);
    let months = form.number("/expected_salary_months", |candidate| &mut candidate.expected_salary_months);
    view! {
        <Panel title=t::candidates::expectation>
            <SalaryText field=written label=t::candidates::expected_salary />
            {salary_fields(min, max, currency, period, months)}
        </Panel>
    }
    .into_any()
}

fn privacy(form: Form<CandidateFields>) -> AnyView {
    let zone = form.text("/time_zone", |candidate| &mut candidate.time_zone);
    let zones = Signal::derive(move || {
        let mut all: Vec<Choice> =
            time_zones().into_iter().map(|zone| Choice::new(zone.clone(), zone)).collect();
        let own = zone.value.get_untracked();
        if !own.is_empty() && !all.iter().any(|choice| choice.value == own) {
            all.push(Choice::new(own.clone(), own));
        }
        all
    });
    view! {
        <Panel title=t::candidates::privacy>
            <div class="grid gap-x-4 gap-y-2 sm:grid-cols-2">
                <SelectField
                    field=form.choice("/consent_status", |candidate| &mut candidate.consent_status)
                    label=t::candidates::consent_status
                    options={Signal::derive(|| choices(consent_words))}
                />
                <SelectField
                    field=zone
                    label=t::candidates::time_zone
                    options=zones
                    none=t::candidates::salutation_unknown
                />
            </div>
            <CheckField
                field=form.flag("/do_not_contact", |candidate| &mut candidate.do_not_contact)
                label=t::candidates::do_not_contact
                hint=t::candidates::do_not_contact_hint
                switch=true
            />
        </Panel>
    }
    .into_any()
}
