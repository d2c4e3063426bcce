//! The mailbox of the product's own mails.

use api::email_accounts::TestRequest;
use api::system_mails::{SystemMail, SystemMailbox, SystemMailboxChange, SystemMailboxFields};
use domain::Coded;
use domain::email_accounts::SmtpSecurity;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::load::Query;
use crate::pages::mail::{TestAnswer, TestDialog, words};
use crate::transport::client;
use crate::ui::{
    Choice, Form, FormView, Icon, Notice, Panel, SelectField, SubmitButton, TextField, Tone, ask_to_delete,
    lu, toast,
};

/// Sets, tests and removes it; says where mails go without one.
#[component]
pub fn MailboxPanel(mail: Option<SystemMailbox>, query: Query<SystemMail>) -> AnyView {
    let form = Form::new(draft(mail.as_ref()));
    form.guard();
    let testing = RwSignal::new(false);
    let submit = form.submit(
        |draft| async move { client().set_system_mail(&draft).await },
        move |saved: SystemMail| {
            query.put(saved);
            toast::success(t::common::saved());
        },
    );
    let is_set = mail.is_some();
    let last_error = mail.as_ref().and_then(|mailbox| mailbox.last_error.clone());
    let address = mail.as_ref().map(|mailbox| mailbox.from_email.clone()).unwrap_or_default();
    let ask = Callback::new(|request: TestRequest| -> TestAnswer {
        Box::pin(async move { client().test_system_mail(request).await })
    });
    let buttons = move || {
        is_set.then(|| {
            view! {
                <button type="button" class="btn btn-quiet" on:click={move |_| testing.set(true)}>
                    <Icon icon=lu::LuPlugZap />
                    {t::mail::test}
                </button>
                <button type="button" class="btn btn-ghost text-error" on:click={move |_| remove(query)}>
                    {t::installation::remove_mailbox}
                </button>
            }
        })
    };
    view! {
        <Panel title=t::installation::mailbox>
            <p class="pb-4 text-muted">{t::installation::mailbox_hint}</p>
            {(!is_set).then(|| view! {
                <div class="pb-4"><Notice tone=Tone::Info text=t::installation::outbox /></div>
            })}
            {last_error.map(|words| view! {
                <div class="pb-4"><Notice tone=Tone::Error text={move || t::installation::failing(&words)} /></div>
            })}
            <FormView state=form.state submit>
                {fields(form, is_set)}
                <div class="flex flex-wrap justify-end gap-2">
                    {buttons}
                    <SubmitButton state=form.state label=t::common::save />
                </div>
            </FormView>
        </Panel>
        <TestDialog open=testing address=Signal::stored(address) ask done=Callback::new(|()| ()) />
    }
    .into_any()
}

fn draft(mailbox: Option<&SystemMailbox>) -> SystemMailboxChange {
    let mailbox = mailbox.map_or_else(SystemMailboxFields::default, SystemMailboxFields::from);
    SystemMailboxChange { mailbox, password: None }
}

fn fields(form: Form<SystemMailboxChange>, is_set: bool) -> AnyView {
    let options = Signal::derive(|| {
        SmtpSecurity::ALL
            .iter()
            .map(|&kind| Choice::new(kind.code(), move || words::security(kind)))
            .collect()
    });
    let password_hint = move || if is_set { t::mail::keep_password_hint() } else { t::mail::password_hint() };
    view! {
        <div class="grid gap-x-4 sm:grid-cols-2">
            <TextField
                field=form.text("/mailbox/from_email", |draft| &mut draft.mailbox.from_email)
                label=t::installation::from_email
                kind="email"
                required=true
            />
            <TextField
                field=form.text("/mailbox/from_name", |draft| &mut draft.mailbox.from_name)
                label=t::installation::from_name
            />
        </div>
        <div class="grid gap-x-4 sm:grid-cols-[1fr_7rem_12rem]">
            <TextField
                field=form.text("/mailbox/smtp_host", |draft| &mut draft.mailbox.smtp_host)
                label=t::mail::smtp_host
                required=true
            />
            <TextField
                field=form.amount("/mailbox/smtp_port", |draft| &mut draft.mailbox.smtp_port)
                label=t::mail::smtp_port
                kind="number"
                required=true
            />
            <SelectField
                field=form.choice("/mailbox/smtp_security", |draft| &mut draft.mailbox.smtp_security)
                label=t::mail::smtp_security
                options
            />
        </div>
        <div class="grid gap-x-4 sm:grid-cols-2">
            <TextField
                field=form.text("/mailbox/smtp_username", |draft| &mut draft.mailbox.smtp_username)
                label=t::mail::smtp_username
                hint=t::installation::username_hint
            />
            <TextField
                field=form.text("/password", |draft| &mut draft.password)
                label=t::mail::password
                hint=password_hint
                kind="password"
                autocomplete="new-password"
            />
        </div>
    }
    .into_any()
}

fn remove(query: Query<SystemMail>) {
    ask_to_delete(t::installation::remove_title().to_owned(), t::installation::remove_text(), move || {
        spawn_local(async move {
            match client().delete_system_mail().await {
                Ok(()) => query.put(SystemMail { mailbox: None }),
                Err(error) => toast::error(&error),
            }
        });
    });
}
