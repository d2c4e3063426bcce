//! Turning the second factor on and off.

use api::auth::two_factor::{RecoveryCodes, TwoFactorCode, TwoFactorSetup, TwoFactorState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::prove::ProveDialog;
use super::recovery::RecoveryCodesDialog;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::transport::client;
use crate::ui::{
    CopyButton, Form, FormView, Icon, Loaded, Modal, Panel, Pill, SubmitButton, TextField, Tone, lu, toast,
};

/// What the panel acts on.
#[derive(Clone, Copy)]
struct Page {
    state: Query<TwoFactorState>,
    setup: RwSignal<Option<TwoFactorSetup>>,
    scanning: RwSignal<bool>,
    turning_off: RwSignal<bool>,
    renewing: RwSignal<bool>,
    codes: RwSignal<Vec<String>>,
}

impl Page {
    fn begin(self) {
        spawn_local(async move {
            match client().set_up_two_factor().await {
                Ok(setup) => {
                    self.setup.set(Some(setup));
                    self.scanning.set(true);
                }
                Err(error) => toast::error(&error),
            }
        });
    }

    fn show(self, answer: RecoveryCodes) {
        self.codes.set(answer.recovery_codes);
        self.state.reload();
    }
}

/// How the second factor stands, and what can be done about it.
#[component]
pub fn TwoFactorPanel() -> AnyView {
    let page = Page {
        state: query(|| async { client().get_two_factor().await }),
        setup: RwSignal::new(None),
        scanning: RwSignal::new(false),
        turning_off: RwSignal::new(false),
        renewing: RwSignal::new(false),
        codes: RwSignal::new(Vec::new()),
    };
    view! {
        <Panel title=t::security::two_factor>
            <p class="max-w-prose pb-4 text-pretty text-muted">{t::security::two_factor_text}</p>
            <Loaded query=page.state let:state>{standing(state, page)}</Loaded>
        </Panel>
        <SetupDialog page />
        <ProveDialog
            open=page.turning_off
            title=t::security::turn_off
            text=t::security::prove
            action=t::security::turn_off
            send=|proof| async move { client().disable_two_factor(&proof).await }
            done={move |()| {
                page.state.reload();
                toast::success(t::security::two_factor_off());
            }}
        />
        <ProveDialog
            open=page.renewing
            title=t::security::new_codes
            text=t::security::prove
            action=t::security::new_codes
            send=|proof| async move { client().renew_recovery_codes(&proof).await }
            done={move |answer| page.show(answer)}
        />
        <RecoveryCodesDialog codes=page.codes />
    }
    .into_any()
}

fn standing(state: TwoFactorState, page: Page) -> AnyView {
    if !state.enabled {
        return view! {
            <div class="flex flex-wrap items-center justify-between gap-3">
                <Pill tone=Tone::Neutral text=t::security::off />
                <button type="button" class="btn btn-primary" on:click={move |_| page.begin()}>
                    <Icon icon=lu::LuShieldCheck />
                    {t::security::set_up}
                </button>
            </div>
        }
        .into_any();
    }
    let left = state.recovery_codes_left;
    view! {
        <div class="flex flex-wrap items-center gap-3">
            <Pill tone=Tone::Success text=t::security::on />
            <span class="flex-1 text-muted">{move || t::security::codes_left(left)}</span>
            <button type="button" class="btn btn-quiet" on:click={move |_| page.renewing.set(true)}>
                {t::security::new_codes}
            </button>
            <button type="button" class="btn btn-quiet" on:click={move |_| page.turning_off.set(true)}>
                {t::security::turn_off}
            </button>
        </div>
    }
    .into_any()
}

/// Shows the secret to an authenticator and asks for its first code.
#[component]
fn SetupDialog(page: Page) -> AnyView {
    let form = Form::new(TwoFactorCode::default());
    Effect::new(move |_| {
        if !page.scanning.get() {
            form.reset(TwoFactorCode::default());
            page.setup.set(None);
        }
    });
    let submit = form.submit(
        |draft| async move { client().confirm_two_factor(&draft).await },
        move |answer| {
            page.scanning.set(false);
            toast::success(t::security::two_factor_on());
            page.show(answer);
        },
    );
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| page.scanning.set(false)}>
                {t::common::cancel}
            </button>
            <SubmitButton state=form.state label=t::security::turn_on />
        }
    };
    view! {
        <Modal open=page.scanning title=t::security::two_factor description=t::security::scan footer>
            {move || page.setup.get().map(secret)}
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/code", |draft| &mut draft.code)
                    label=t::security::app_code
                    autocomplete="one-time-code"
                    required=true
                />
            </FormView>
        </Modal>
    }
    .into_any()
}

fn secret(setup: TwoFactorSetup) -> AnyView {
    let key = setup.secret.expose().to_owned();
    let copied = key.clone();
    view! {
        <div class="grid justify-items-center gap-3 pb-4">
            // Light in both themes: cameras read dark on light best.
            <img
                src=setup.qr_code.expose().to_owned()
                alt=t::security::qr
                width="208"
                height="208"
                class="rounded-box border border-line bg-white p-1"
            />
            <div class="text-center text-[13px] text-muted">
                <p>{t::security::by_hand}</p>
                <p class="flex items-center justify-center gap-1">
                    <code class="font-mono wrap-anywhere text-base-content">{key}</code>
                    <CopyButton text=Signal::derive(move || copied.clone()) label=t::security::copy_secret />
                </p>
            </div>
        </div>
    }
    .into_any()
}
