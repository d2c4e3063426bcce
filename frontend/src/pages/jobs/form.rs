//! A new job, and the fields of one that is there.

use api::jobs::{Job, JobFields};
use api::{ApiError, MergePatch};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::words::{choices, education_words};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::companies::company_field;
use crate::pages::keywords::{show_keyword, suggest_keywords};
use crate::pages::salary::{SalaryText, salary_fields};
use crate::transport::client;
use crate::ui::{
    Conflict, Form, FormView, Icon, Loaded, PageHeader, Panel, SelectField, SubmitButton, Suggest, TagsField,
    TextArea, TextField, lu, toast, use_id,
};

/// The page of a new job.
#[component]
pub fn NewJob() -> AnyView {
    let form = Form::new(JobFields::default());
    form.guard();
    let go = use_navigate();
    let submit = form.submit(
        |fields| async move { client().create_job(&fields).await },
        move |job: Job| {
            toast::success(t::common::saved());
            go(&format!("/jobs/{}", job.id), Default::default());
        },
    );
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader
                title=t::jobs::new_title
                subtitle=t::jobs::new_subtitle
                back=("/jobs".to_owned(), t::jobs::list_title.into())
            >
                <a class="btn btn-quiet" href="/import?kind=jobs">
                    <Icon icon=lu::LuScanText />
                    {t::jobs::import}
                </a>
            </PageHeader>
            <JobForm form submit company=None />
            {foot(form, "/jobs".to_owned())}
        </div>
    }
    .into_any()
}

/// The page that changes one.
#[component]
pub fn EditJob() -> AnyView {
    let id = use_id();
    let job = query(move || {
        let id = id.get();
        async move { client().get_job(id).await }
    });
    view! { <Loaded query=job let:value>{edit(value, job)}</Loaded> }.into_any()
}

fn edit(value: Job, job: Query<Job>) -> AnyView {
    let (id, version) = (value.id, StoredValue::new(Some(value.version)));
    let form = Form::new(JobFields::from(&value));
    form.guard();
    let go = use_navigate();
    let submit = form.submit(
        move |fields| save(id, form.saved(), fields, version.get_value()),
        move |job: Job| {
            toast::success(t::common::saved());
            go(&format!("/jobs/{}", job.id), Default::default());
        },
    );
    let mine = Callback::new(move |()| {
        version.set_value(None);
        submit.run(());
    });
    let theirs = Callback::new(move |()| job.reload());
    let address = format!("/jobs/{id}");
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title=t::jobs::edit_title back=(address.clone(), value.title.into()) />
            <JobForm form submit company=value.company.map(|company| company.name) />
            <Conflict state=form.state theirs mine />
            {foot(form, address)}
        </div>
    }
    .into_any()
}

async fn save(id: Uuid, old: JobFields, new: JobFields, version: Option<i64>) -> Result<Job, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_job(id, &patch, version).await
}

fn foot(form: Form<JobFields>, back: String) -> AnyView {
    view! {
        <div class="form-foot">
            <a class="btn btn-ghost" href=back>{t::common::cancel}</a>
            <SubmitButton state=form.state label=t::jobs::create />
        </div>
    }
    .into_any()
}

/// All fields, for a new job, for one that is there and for one that was parsed.
#[component]
pub fn JobForm(form: Form<JobFields>, submit: Callback<()>, company: Option<String>) -> AnyView {
    view! {
        <FormView state=form.state submit>
            <div class="grid min-w-0 gap-5">
                {basics(form, company)}
                {pay(form)}
                {description(form)}
                {requirements(form)}
                <Panel title=t::jobs::internal>
                    <TextArea
                        field=form.text("/notes", |job| &mut job.notes)
                        label=t::jobs::notes
                        hint=t::jobs::notes_hint
                        rows=3
                    />
                </Panel>
            </div>
        </FormView>
    }
    .into_any()
}

fn basics(form: Form<JobFields>, company: Option<String>) -> AnyView {
    let client = form.mapped(
        "/company_id",
        |job: &JobFields| {
            job.company_id.map(|id| id.to_string()).or_else(|| job.company_name.clone()).unwrap_or_default()
        },
        |job: &mut JobFields, chosen: String| {
            job.company_id = Uuid::parse_str(&chosen).ok();
            job.company_name = Some(chosen).filter(|name| !name.is_empty() && job.company_id.is_none());
        },
    );
    view! {
        <Panel title=t::jobs::basics>
            <div class="grid gap-x-4 gap-y-2 sm:grid-cols-2">
                <div class="sm:col-span-2">
                    <TextField
                        field=form.text("/title", |job| &mut job.title)
                        label=t::jobs::title
                        placeholder=t::jobs::title_example
                        required=true
                    />
                </div>
                {company_field(client, company)}
                <TextField field=form.text("/department", |job| &mut job.department) label=t::jobs::department />
                <TagsField
                    field=form.list("/locations", |job| &mut job.locations)
                    label=t::jobs::locations
                    placeholder=t::jobs::locations_example
                    suggest=Suggest::nothing()
                />
                <TagsField
                    field=form.list("/level_set", |job| &mut job.level_set)
                    label=t::jobs::level_set
                    placeholder=t::jobs::level_example
                    suggest=Suggest::nothing()
                />
            </div>
        </Panel>
    }
    .into_any()
}

fn pay(form: Form<JobFields>) -> AnyView {
    let written = form.text("/salary_range", |job| &mut job.salary_range);
    let min = form.number("/salary_min", |job| &mut job.salary_min);
    let max = form.number("/salary_max", |job| &mut job.salary_max);
    let currency = form.text("/salary_currency", |job| &mut job.salary_currency);
    let period = form.optional_choice("/salary_period", |job| &mut job.salary_period);
    let months = form.number("/salary_months", |job| &mut job.salary_months);
    view! {
        <Panel title=t::jobs::pay>
            <SalaryText field=written label=t::jobs::salary_range />
            {salary_fields(min, max, currency, period, months)}
        </Panel>
    }
    .into_any()
}

fn description(form: Form<JobFields>) -> AnyView {
    view! {
        <Panel title=t::jobs::description>
            <TextArea
                field=form.text("/job_description", |job| &mut job.job_description)
                label=t::jobs::job_description
                rows=7
            />
            <TextArea
                field=form.text("/job_requirement", |job| &mut job.job_requirement)
                label=t::jobs::job_requirement
                rows=7
            />
        </Panel>
    }
    .into_any()
}

fn requirements(form: Form<JobFields>) -> AnyView {
    let must = form.mapped("/must_keywords", |job: &JobFields| job.must_keywords.clone(), set_must);
    let nice = form.mapped("/keywords", nice_of, set_nice);
    let educations = Signal::derive(|| choices(education_words));
    view! {
        <Panel title=t::jobs::requirements>
            <TagsField
                field=must
                label=t::jobs::must_keywords
                hint=t::jobs::must_hint
                placeholder=t::jobs::keyword_example
                suggest=suggest_keywords()
                strict=true
                show=show_keyword()
            />
            <TagsField
                field=nice
                label=t::jobs::nice_keywords
                hint=t::jobs::keywords_hint
                placeholder=t::jobs::keyword_example
                suggest=suggest_keywords()
                strict=true
                show=show_keyword()
            />
            <div class="grid gap-x-4 gap-y-2 sm:grid-cols-2">
                <TextField
                    field=form.number("/min_experience_years", |job| &mut job.min_experience_years)
                    label=t::jobs::min_experience_years
                    kind="number"
                    unit=t::jobs::years_unit
                />
                <SelectField
                    field=form.optional_choice("/education_required", |job| &mut job.education_required)
                    label=t::jobs::education_required
                    options=educations
                    none=t::jobs::education_any
                />
            </div>
        </Panel>
    }
    .into_any()
}

/// The keywords that a job would welcome: those that are not needed.
fn nice_of(job: &JobFields) -> Vec<String> {
    let all = job.keywords.iter().flatten();
    all.filter(|code| !job.must_keywords.contains(code)).cloned().collect()
}

fn set_must(job: &mut JobFields, must: Vec<String>) {
    let nice = nice_of(job);
    job.must_keywords = must;
    set_nice(job, nice);
}

/// No keywords at all means that they are to be found in the texts.
fn set_nice(job: &mut JobFields, nice: Vec<String>) {
    let mut all = job.must_keywords.clone();
    all.extend(nice.into_iter().filter(|code| !job.must_keywords.contains(code)));
    job.keywords = (!all.is_empty()).then_some(all);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(list: &[&str]) -> Vec<String> {
        list.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn a_keyword_that_becomes_needed_is_no_longer_only_welcome() {
        let mut job = JobFields { keywords: Some(codes(&["java", "go"])), ..JobFields::default() };
        set_must(&mut job, codes(&["go"]));
        assert_eq!(nice_of(&job), ["java"]);
        assert_eq!(job.keywords, Some(codes(&["go", "java"])));
    }

    #[test]
    fn without_any_keyword_they_are_left_to_the_texts() {
        let mut job = JobFields { keywords: Some(codes(&["java"])), ..JobFields::default() };
        set_nice(&mut job, Vec::new());
        assert_eq!(job.keywords, None);
    }
}
