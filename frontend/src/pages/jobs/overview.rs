//! What a job is.

use api::jobs::Job;
use leptos::prelude::*;

use super::words::{education_words, salary_numbers, salary_of, source_words};
use crate::format::{date, number};
use crate::i18n::t;
use crate::pages::keywords::KeywordChips;
use crate::transport::client;
use crate::ui::{DownloadButton, EmptyState, Fact, Panel, Tone, lu};

/// The description at the left, the facts at the right.
#[component]
pub fn JobOverview(job: Job) -> AnyView {
    view! {
        <div class="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div class="grid min-w-0 gap-5">
                {keywords(&job)}
                {description(&job)}
            </div>
            <div class="grid min-w-0 gap-5">{facts(&job)} {notes(&job)}</div>
        </div>
    }
    .into_any()
}

fn description(job: &Job) -> AnyView {
    let text = |label: fn() -> &'static str, text: Option<String>| {
        text.filter(|text| !text.trim().is_empty()).map(|text| {
            view! {
                <section>
                    <h3 class="pb-1.5 text-[13px] font-semibold text-muted">{label}</h3>
                    <p class="leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>
                </section>
            }
        })
    };
    let description = text(t::jobs::job_description, job.job_description.clone());
    let requirement = text(t::jobs::job_requirement, job.job_requirement.clone());
    let content = if description.is_none() && requirement.is_none() {
        let href = format!("/jobs/{}/edit", job.id);
        view! {
            <EmptyState icon=lu::LuFileText title=t::jobs::no_description_title text=t::jobs::no_description_text>
                <a class="btn btn-sm btn-quiet" href=href>{t::jobs::edit}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <div class="grid gap-6">{description} {requirement}</div> }.into_any()
    };
    view! { <Panel title=t::jobs::description>{content}</Panel> }.into_any()
}

fn keywords(job: &Job) -> AnyView {
    let must = job.must_keywords.clone();
    let nice: Vec<String> = job.keywords.iter().filter(|code| !must.contains(code)).cloned().collect();
    if must.is_empty() && nice.is_empty() {
        return view! { <Panel title=t::jobs::requirements><p class="text-muted">{t::jobs::no_keywords}</p></Panel> }
            .into_any();
    }
    let row = |label: fn() -> &'static str, codes: Vec<String>, tone: Tone| {
        (!codes.is_empty()).then(|| {
            view! {
                <div class="grid gap-x-4 gap-y-1.5 sm:grid-cols-[6rem_1fr]">
                    <dt class="pt-0.5 text-[13px] text-muted">{label}</dt>
                    <dd><KeywordChips codes tone most=24 foldable=true /></dd>
                </div>
            }
        })
    };
    view! {
        <Panel title=t::jobs::requirements>
            <dl class="grid gap-3">
                {row(t::jobs::must_keywords, must, Tone::Primary)}
                {row(t::jobs::nice_keywords, nice, Tone::Neutral)}
            </dl>
        </Panel>
    }
    .into_any()
}

fn facts(job: &Job) -> AnyView {
    let fact = |label: fn() -> &'static str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <Fact label=label>{value}</Fact> })
    };
    let department = fact(t::jobs::department, job.department.clone());
    let levels = fact(t::jobs::level_set, Some(job.level_set.join(" · ")));
    let created_by = fact(t::jobs::created_by, job.created_by.clone().map(|user| user.name));
    let (written, numbers) = (job.salary_range.clone(), salary_of(job));
    let numbers_known = numbers.min.is_some() || numbers.max.is_some();
    let salary = (written.is_some() || numbers_known).then(|| {
        view! {
            <Fact label=t::jobs::salary>
                {written}
                {numbers_known
                    .then(|| view! { <span class="block text-xs text-muted">{move || salary_numbers(&numbers)}</span> })}
            </Fact>
        }
    });
    let years = job.min_experience_years.map(|years| {
        view! { <Fact label=t::jobs::min_experience_years>{move || t::jobs::years_of(number(years))}</Fact> }
    });
    let education = job.education_required.map(|level| {
        view! { <Fact label=t::jobs::education_required>{move || education_words(level)}</Fact> }
    });
    let document = job.document.clone().map(|document| {
        let id = document.id;
        let take = move || async move { client().get_document_file(id).await };
        view! {
            <Fact label=t::jobs::document>
                <DownloadButton
                    label=document.name.clone()
                    name=document.name
                    take
                    class="link-plain inline-flex cursor-pointer items-center gap-1.5 text-left"
                />
            </Fact>
        }
    });
    let (source, created_at, updated_at) = (job.source, job.created_at, job.updated_at);
    view! {
        <Panel title=t::jobs::basics>
            <dl class="grid grid-cols-2 gap-x-5 gap-y-3.5 sm:grid-cols-3 lg:grid-cols-2">
                {salary}
                {department}
                {levels}
                {years}
                {education}
                {document}
                <Fact label=t::jobs::source>{move || source_words(source)}</Fact>
                {created_by}
                <Fact label=t::jobs::created_at>{move || date(created_at)}</Fact>
                <Fact label=t::jobs::updated_at>{move || date(updated_at)}</Fact>
            </dl>
        </Panel>
    }
    .into_any()
}

fn notes(job: &Job) -> Option<AnyView> {
    let notes = job.notes.clone().filter(|notes| !notes.trim().is_empty())?;
    let text = view! { <p class="leading-relaxed wrap-anywhere whitespace-pre-wrap">{notes}</p> };
    Some(view! { <Panel title=t::jobs::notes>{text}</Panel> }.into_any())
}
