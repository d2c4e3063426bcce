//! The mailboxes, a card each.

use api::email_accounts::{EmailAccount, EmailAccountQuery, TestRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

use super::form::AccountDialog;
use super::test::{TestAnswer, TestDialog};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::mail::words;
use crate::transport::client;
use crate::ui::{
    Avatar, EmptyState, Fact, Icon, Loaded, Menu, MenuItem, PageHeader, Pill, Time, Tone, ask_to_delete, lu,
    toast,
};

/// What the dialogs of the page are about.
#[derive(Clone, Copy)]
struct Dialogs {
    /// The form is open, for this account or for a new one.
    form: RwSignal<bool>,
    edited: RwSignal<Option<EmailAccount>>,
    /// The test is open for this account.
    test: RwSignal<bool>,
    tested: RwSignal<Option<EmailAccount>>,
}

impl Dialogs {
    fn edit(self, account: Option<EmailAccount>) {
        self.edited.set(account);
        self.form.set(true);
    }

    fn test(self, account: EmailAccount) {
        self.tested.set(Some(account));
        self.test.set(true);
    }
}

/// All mailboxes of the person.
#[component]
pub fn AccountList() -> AnyView {
    let accounts = query(|| async {
        let all = EmailAccountQuery { per_page: Some(100), ..EmailAccountQuery::default() };
        client().list_email_accounts(&all).await.map(|page| page.items)
    });
    let dialogs = Dialogs {
        form: RwSignal::new(false),
        edited: RwSignal::new(None),
        test: RwSignal::new(false),
        tested: RwSignal::new(None),
    };
    let add = move || {
        view! {
            <button type="button" class="btn btn-primary" on:click={move |_| dialogs.edit(None)}>
                <Icon icon=lu::LuPlus />
                {t::mail::add_account}
            </button>
        }
    };
    let saved = Callback::new(move |(account, is_new): (EmailAccount, bool)| {
        accounts.reload();
        dialogs.form.set(false);
        if is_new {
            dialogs.test(account);
        }
    });
    let cards = move |items: Vec<EmailAccount>| {
        if items.is_empty() {
            return view! {
                <section class="panel">
                    <EmptyState icon=lu::LuAtSign title=t::mail::no_account_title text=t::mail::no_account_text>{add}</EmptyState>
                </section>
            }
            .into_any();
        }
        let cards = items.into_iter().map(|account| card(account, accounts, dialogs)).collect_view();
        view! { <ul class="grid gap-4 md:grid-cols-2">{cards}</ul> }.into_any()
    };
    let tested = dialogs.tested;
    let address = Signal::derive(move || {
        tested.with(|account| {
            account.as_ref().map(|known| known.fields.email_address.clone()).unwrap_or_default()
        })
    });
    let ask = Callback::new(move |request: TestRequest| -> TestAnswer {
        let id = tested.get_untracked().map(|account| account.id).unwrap_or_default();
        Box::pin(async move { client().test_email_account(id, request).await })
    });
    view! {
        <PageHeader title=t::mail::accounts_title subtitle=t::mail::accounts_subtitle>{add}</PageHeader>
        <Loaded query=accounts let:items>{cards(items)}</Loaded>
        <AccountDialog open=dialogs.form account=dialogs.edited saved />
        <TestDialog open=dialogs.test address ask done=Callback::new(move |()| accounts.reload()) />
    }
    .into_any()
}

fn card(account: EmailAccount, accounts: Query<Vec<EmailAccount>>, dialogs: Dialogs) -> AnyView {
    let fields = account.fields.clone();
    let (tone, state) = standing(&account);
    let (testing, editing, deleting) = (account.clone(), account.clone(), account.clone());
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let menu = Arc::new(move || {
        let (editing, deleting) = (editing.clone(), deleting.clone());
        view! {
            <MenuItem
                label=t::common::edit
                icon=lu::LuPencil
                run=Callback::new(move |()| dialogs.edit(Some(editing.clone())))
            />
            <MenuItem
                label=t::common::delete
                icon=lu::LuTrash2
                dangerous=true
                run=Callback::new(move |()| delete(&deleting, accounts))
            />
        }
        .into_any()
    });
    let name = if fields.display_name.is_empty() {
        fields.email_address.clone()
    } else {
        fields.display_name.clone()
    };
    view! {
        <li class="panel flex min-w-0 flex-col">
            <div class="flex items-start gap-3 px-4 pt-4 sm:px-5">
                <Avatar name=name.clone() class="size-10 text-sm" />
                <div class="min-w-0 flex-1">
                    <h2 class="truncate font-semibold">{name}</h2>
                    <p class="truncate text-muted">{fields.email_address.clone()}</p>
                </div>
                <Pill tone text=state />
                <Menu label=t::common::more button=face children=menu />
            </div>
            {account.last_error.clone().filter(|_| fields.is_active).map(|words| view! {
                <p class="mx-4 mt-3 rounded-field bg-error/8 px-3 py-2 text-[13px] wrap-anywhere text-error sm:mx-5">{words}</p>
            })}
            <dl class="grid grid-cols-2 gap-x-6 gap-y-3 px-4 py-4 sm:px-5">
                <Fact label=t::mail::server>
                    {fields.smtp_host.clone()} ":" {fields.smtp_port.to_string()}
                    <span class="block text-xs text-muted">{move || words::security(fields.smtp_security)}</span>
                </Fact>
                <Fact label=t::mail::limits>
                    {move || t::mail::limits_of(fields.daily_limit, fields.per_minute_limit)}
                    <span class="block text-xs text-muted">{tested_at(&account)}</span>
                </Fact>
            </dl>
            <div class="mt-auto flex justify-end border-t border-line px-4 py-2.5 sm:px-5">
                <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| dialogs.test(testing.clone())}>
                    <Icon icon=lu::LuPlugZap />
                    {t::mail::test}
                </button>
            </div>
        </li>
    }
    .into_any()
}

fn tested_at(account: &EmailAccount) -> AnyView {
    match account.last_tested_at {
        Some(at) => view! { {t::mail::tested} " " <Time at /> }.into_any(),
        None => t::mail::never_tested.into_any(),
    }
}

fn standing(account: &EmailAccount) -> (Tone, fn() -> &'static str) {
    if !account.fields.is_active {
        (Tone::Neutral, t::mail::account_off)
    } else if account.last_error.is_some() {
        (Tone::Error, t::mail::account_failing)
    } else if account.last_tested_at.is_some() {
        (Tone::Success, t::mail::account_fine)
    } else {
        (Tone::Neutral, t::mail::account_untested)
    }
}

fn delete(account: &EmailAccount, accounts: Query<Vec<EmailAccount>>) {
    let id = account.id;
    let title = t::mail::delete_account_title(&account.fields.email_address);
    ask_to_delete(title, t::mail::delete_account_text(), move || {
        spawn_local(async move {
            match client().delete_email_account(id).await {
                Ok(()) => accounts.reload(),
                Err(error) => toast::error(&error),
            }
        });
    });
}
