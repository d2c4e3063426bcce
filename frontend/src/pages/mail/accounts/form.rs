//! The settings of a mailbox: a provider fills in most of them.

use api::email_accounts::{EmailAccount, EmailAccountChange, EmailAccountFields, NewEmailAccount, Preset};
use api::{ApiError, MergePatch};
use domain::Coded;
use domain::email_accounts::SmtpSecurity;
use leptos::prelude::*;

use crate::i18n::{Locale, locale, t};
use crate::load::query;
use crate::pages::mail::words;
use crate::transport::client;
use crate::ui::{
    CheckField, Choice, Form, FormView, Modal, Notice, SelectField, SubmitButton, TextArea, TextField, Tone,
    toast,
};

/// The dialog, for a new mailbox or for one that is there.
#[component]
pub fn AccountDialog(
    open: RwSignal<bool>,
    /// The one that is edited; `None` for a new one.
    account: RwSignal<Option<EmailAccount>>,
    /// Hears what was saved, and whether it is new.
    saved: Callback<(EmailAccount, bool)>,
) -> AnyView {
    let form = Form::new(empty());
    Effect::new(move |_| {
        if open.get() {
            let known = account.get_untracked();
            form.reset(known.map_or_else(empty, |known| NewEmailAccount {
                account: EmailAccountFields::from(&known),
                password: None,
            }));
        }
    });
    let submit = form.submit(
        move |draft| {
            let known = account.get_untracked();
            let old = form.saved();
            async move { send(known, old, draft).await }
        },
        move |answer: EmailAccount| {
            toast::success(t::common::saved());
            saved.run((answer, account.get_untracked().is_none()));
        },
    );
    let title =
        move || if account.get().is_some() { t::mail::edit_account() } else { t::mail::add_account() };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open wide=true title footer>
            <AccountForm form submit is_new=account.get_untracked().is_none() />
        </Modal>
    }
    .into_any()
}

fn empty() -> NewEmailAccount {
    NewEmailAccount { account: EmailAccountFields::default(), password: None }
}

async fn send(
    known: Option<EmailAccount>,
    old: NewEmailAccount,
    mut new: NewEmailAccount,
) -> Result<EmailAccount, ApiError> {
    if new.account.smtp_username.trim().is_empty() {
        new.account.smtp_username.clone_from(&new.account.email_address);
    }
    let Some(known) = known else { return client().create_email_account(&new).await };
    let patch = MergePatch::between(&old.account, &new.account)
        .map_err(|error| ApiError::Unreadable(error.to_string()))?;
    let change = EmailAccountChange { account: Some(patch), password: new.password };
    client().update_email_account(known.id, &change, Some(known.version)).await
}

#[component]
fn AccountForm(form: Form<NewEmailAccount>, submit: Callback<()>, is_new: bool) -> AnyView {
    let presets = query(|| async { client().list_email_presets().await });
    let preset = Memo::new(move |_| {
        let host = form.draft.with(|draft| draft.account.smtp_host.clone());
        presets.with(|all| all.iter().find(|preset| preset.smtp_host == host).cloned()).flatten()
    });
    // The domain of the address says where the mailbox is, as long as nobody has said otherwise.
    Effect::new(move |_| {
        let Some(all) = presets.ready() else { return };
        let draft = form.draft.get();
        let Some((_, domain)) = draft.account.email_address.split_once('@') else { return };
        let known =
            all.iter().find(|preset| preset.domains.iter().any(|known| known.eq_ignore_ascii_case(domain)));
        if let Some(known) = known.filter(|_| is_new && draft.account.smtp_host.is_empty()) {
            fill(form, known);
        }
    });
    let password_hint = move || match preset.get() {
        Some(preset) if preset.needs_app_password => t::mail::app_password_hint(),
        _ if !is_new => t::mail::keep_password_hint(),
        _ => t::mail::password_hint(),
    };
    let insecure =
        Memo::new(move |_| form.draft.with(|draft| draft.account.smtp_security == SmtpSecurity::None));
    view! {
        <FormView state=form.state submit>
            {move || is_new.then(|| preset_cards(form, presets.ready().unwrap_or_default()))}
            <div class="grid gap-x-4 sm:grid-cols-2">
                <TextField
                    field=form.text("/account/email_address", |draft| &mut draft.account.email_address)
                    label=t::mail::email_address
                    kind="email"
                    required=true
                />
                <TextField
                    field=form.text("/password", |draft| &mut draft.password)
                    label=t::mail::password
                    hint=password_hint
                    kind="password"
                    autocomplete="new-password"
                />
                <TextField
                    field=form.text("/account/display_name", |draft| &mut draft.account.display_name)
                    label=t::mail::display_name
                    hint=t::mail::display_name_hint
                />
                <TextField
                    field=form.text("/account/smtp_username", |draft| &mut draft.account.smtp_username)
                    label=t::mail::smtp_username
                    hint=t::mail::smtp_username_hint
                />
            </div>
            {server_fields(form)}
            {move || insecure.get().then(|| view! { <div class="pb-3"><Notice tone=Tone::Warning text=t::mail::insecure /></div> })}
            <TextArea
                field=form.text("/account/signature", |draft| &mut draft.account.signature)
                label=t::mail::signature
                hint=t::mail::signature_hint
                rows=3
            />
            <div class="grid gap-x-4 sm:grid-cols-2">
                <TextField
                    field=form.amount("/account/daily_limit", |draft| &mut draft.account.daily_limit)
                    label=t::mail::daily_limit
                    hint=t::mail::daily_limit_hint
                    kind="number"
                />
                <TextField
                    field=form.amount("/account/per_minute_limit", |draft| &mut draft.account.per_minute_limit)
                    label=t::mail::per_minute_limit
                    kind="number"
                />
            </div>
            <CheckField
                field=form.flag("/account/is_active", |draft| &mut draft.account.is_active)
                label=t::mail::is_active
                switch=true
            />
        </FormView>
    }
    .into_any()
}

fn server_fields(form: Form<NewEmailAccount>) -> AnyView {
    let options = Signal::derive(|| {
        SmtpSecurity::ALL
            .iter()
            .map(|&kind| Choice::new(kind.code(), move || words::security(kind)))
            .collect()
    });
    view! {
        <div class="grid gap-x-4 sm:grid-cols-[1fr_7rem_12rem]">
            <TextField
                field=form.text("/account/smtp_host", |draft| &mut draft.account.smtp_host)
                label=t::mail::smtp_host
                required=true
            />
            <TextField
                field=form.amount("/account/smtp_port", |draft| &mut draft.account.smtp_port)
                label=t::mail::smtp_port
                kind="number"
                required=true
            />
            <SelectField
                field=form.choice("/account/smtp_security", |draft| &mut draft.account.smtp_security)
                label=t::mail::smtp_security
                options
            />
        </div>
    }
    .into_any()
}

fn preset_cards(form: Form<NewEmailAccount>, presets: Vec<Preset>) -> AnyView {
    let card = move |preset: Preset| {
        let host = preset.smtp_host.clone();
        let (zh, en) = (preset.name_zh.clone(), preset.name_en.clone());
        let name = move || if locale() == Locale::Zh { zh.clone() } else { en.clone() };
        view! {
            <label class="flex cursor-pointer items-center gap-2.5 rounded-field border border-line px-3 py-2 has-checked:border-primary has-checked:bg-primary/5">
                <input
                    type="radio"
                    name="preset"
                    class="radio radio-primary radio-xs"
                    prop:checked={move || form.draft.with(|draft| draft.account.smtp_host == host)}
                    on:change={move |_| fill(form, &preset)}
                />
                <span class="truncate font-medium">{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="pb-4">
            <legend class="pb-1.5 text-[13px] font-medium">{t::mail::provider}</legend>
            <div class="grid grid-cols-2 gap-2 sm:grid-cols-3">{presets.into_iter().map(card).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn fill(form: Form<NewEmailAccount>, preset: &Preset) {
    form.draft.update(|draft| {
        draft.account.smtp_host.clone_from(&preset.smtp_host);
        draft.account.smtp_port = preset.smtp_port;
        draft.account.smtp_security = preset.smtp_security;
    });
}
