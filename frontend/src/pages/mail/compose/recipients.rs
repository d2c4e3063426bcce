//! From whom, to whom, and about which job.

use api::email_accounts::EmailAccount;
use domain::emails::Outreach;
use leptos::prelude::*;

use super::lookup::{self, NAMES_AT_ONCE, Names};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::transport::client;
use crate::ui::{Choice, Form, Notice, Panel, PickField, SelectField, TagsField, Tone};

/// The head of the mail.
#[component]
pub fn RecipientsPanel(form: Form<Outreach>, accounts: Query<Vec<EmailAccount>>) -> AnyView {
    let names = Names::new();
    Effect::new(move |_| {
        form.draft.with(|draft| names.fetch(&draft.to.candidate_ids));
    });
    let show = Callback::new(move |id: String| names.of(&id).unwrap_or_else(|| "…".to_owned()));
    view! {
        <Panel title=t::mail::recipients>
            <div class="grid gap-y-1">
                {sender(form, accounts)}
                <TagsField
                    field=form.list("/to", |draft| &mut draft.to.candidate_ids)
                    label=t::mail::to
                    placeholder=t::mail::to_placeholder
                    suggest=lookup::candidates(names)
                    strict=true
                    show
                    limit=NAMES_AT_ONCE
                />
                <div class="grid gap-x-4 sm:grid-cols-2">{group(form)} {job(form)}</div>
            </div>
        </Panel>
    }
    .into_any()
}

fn sender(form: Form<Outreach>, accounts: Query<Vec<EmailAccount>>) -> AnyView {
    let active = Memo::new(move |_| {
        accounts
            .with(|all| all.iter().filter(|account| account.fields.is_active).cloned().collect::<Vec<_>>())
            .unwrap_or_default()
    });
    // Where nobody says otherwise, one is meant that is known to work.
    Effect::new(move |_| {
        let trust =
            |account: &&EmailAccount| (account.last_error.is_some(), account.last_tested_at.is_none());
        let first = active.with(|all| all.iter().min_by_key(trust).map(|account| account.id));
        if form.draft.with_untracked(|draft| draft.from_account_id.is_none()) && first.is_some() {
            form.draft.update(|draft| draft.from_account_id = first);
        }
    });
    let options = Signal::derive(move || {
        active.with(|all| {
            let choice = |account: &EmailAccount| Choice::new(account.id.to_string(), address_of(account));
            all.iter().map(choice).collect::<Vec<_>>()
        })
    });
    let none = Memo::new(move |_| accounts.with(|_| ()).is_some() && active.with(Vec::is_empty));
    view! {
        {move || {
            none.get()
                .then(|| {
                    view! {
                        <div class="pb-3">
                            <Notice tone=Tone::Warning text=t::mail::no_sender>
                                <a class="link-plain whitespace-nowrap" href="/mail/accounts">{t::mail::add_account}</a>
                            </Notice>
                        </div>
                    }
                })
        }}
        <SelectField
            field=form.reference("/from_account_id", |draft| &mut draft.from_account_id)
            label=t::mail::from
            options
            required=true
        />
    }
    .into_any()
}

/// As a recipient sees the sender.
pub fn address_of(account: &EmailAccount) -> String {
    let fields = &account.fields;
    match fields.display_name.as_str() {
        "" => fields.email_address.clone(),
        name => format!("{name} <{}>", fields.email_address),
    }
}

fn group(form: Form<Outreach>) -> AnyView {
    let id = form.draft.with_untracked(|draft| draft.to.group_id);
    let name = query(move || async move {
        match id {
            Some(id) => client().get_candidate_group(id).await.map(|group| group.name),
            None => Ok(String::new()),
        }
    });
    named(name, move |chosen| {
        view! {
            <PickField
                field=form.reference("/to/group_id", |draft| &mut draft.to.group_id)
                label=t::mail::group
                placeholder=t::mail::group_placeholder
                suggest=lookup::groups()
                chosen
            />
        }
        .into_any()
    })
}

fn job(form: Form<Outreach>) -> AnyView {
    let id = form.draft.with_untracked(|draft| draft.job_id);
    let name = query(move || async move {
        match id {
            Some(id) => client().get_job(id).await.map(|job| job.title),
            None => Ok(String::new()),
        }
    });
    named(name, move |chosen| {
        view! {
            <PickField
                field=form.reference("/job_id", |draft| &mut draft.job_id)
                label=t::mail::job
                hint=t::mail::job_hint
                placeholder=t::mail::job_placeholder
                suggest=lookup::jobs()
                chosen
            />
        }
        .into_any()
    })
}

/// A field whose first words have to be asked for. It can be used before they are here.
fn named(name: Query<String>, draw: impl Fn(String) -> AnyView + Send + Sync + 'static) -> AnyView {
    let words = Memo::new(move |_| name.ready().unwrap_or_default());
    (move || draw(words.get())).into_any()
}
