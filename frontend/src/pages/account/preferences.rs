//! Language, appearance, time zone.

use leptos::prelude::*;

use super::profile::{fields, save};
use crate::i18n::{Locale, set_locale, t};
use crate::session;
use crate::shell::{LANGUAGES, theme_name};
use crate::theme::{Theme, set_theme, theme};
use crate::ui::{Choice, Form, FormView, Panel, SelectField, SubmitButton, toast};

/// Choices that follow the person (language of mails, time zone) and the device (appearance).
#[component]
pub fn PreferencesPanel() -> AnyView {
    let form = Form::new(fields());
    form.guard();
    let submit = form.submit(
        move |draft| save(form.saved(), draft),
        move |profile| {
            set_locale(profile.locale);
            session::put(profile);
            toast::success(t::common::saved());
        },
    );
    let languages =
        Signal::derive(|| LANGUAGES.map(|(locale, name)| Choice::new(locale.tag(), name)).to_vec());
    let zones = Signal::derive(move || time_zones(&form.saved().time_zone));
    view! {
        <div class="grid gap-5">
            <Panel title=t::account::preferences>
                <FormView state=form.state submit>
                    <div class="grid gap-x-4 sm:grid-cols-2">
                        <SelectField
                            field=form.mapped("/locale", |draft| draft.locale.tag().to_owned(), |draft, tag| {
                                draft.locale = Locale::from_tag(&tag).unwrap_or_default();
                            })
                            label=t::account::language
                            hint=t::account::language_hint
                            options=languages
                        />
                        <SelectField
                            field=form.text("/time_zone", |draft| &mut draft.time_zone)
                            label=t::account::time_zone
                            options=zones
                        />
                    </div>
                    <div class="flex justify-end"><SubmitButton state=form.state label=t::common::save /></div>
                </FormView>
            </Panel>
            <Panel title=t::account::appearance>
                <fieldset class="grid gap-3 sm:grid-cols-3">
                    <legend class="sr-only">{t::account::appearance}</legend>
                    {Theme::ALL.map(theme_card).collect_view()}
                </fieldset>
                <p class="pt-3 text-[13px] text-muted">{t::account::appearance_hint}</p>
            </Panel>
        </div>
    }
    .into_any()
}

fn theme_card(choice: Theme) -> AnyView {
    view! {
        <label class="flex cursor-pointer items-center gap-3 rounded-box border border-line px-4 py-3 has-checked:border-primary has-checked:bg-primary/5">
            <input
                type="radio"
                name="theme"
                class="radio radio-primary radio-sm"
                prop:checked={move || theme() == choice}
                on:change={move |_| set_theme(choice)}
            />
            <span class="font-medium">{move || theme_name(choice)}</span>
        </label>
    }
    .into_any()
}

/// The zones that the browser knows, and the present one in any case.
fn time_zones(present: &str) -> Vec<Choice> {
    let mut zones: Vec<String> = crate::format::time_zones();
    if !zones.iter().any(|zone| zone == present) {
        zones.insert(0, present.to_owned());
    }
    zones.into_iter().map(|zone| Choice::new(zone.clone(), zone)).collect()
}
