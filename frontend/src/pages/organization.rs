//! The settings of the organization, for those who may see them.

use api::organizations::{Organization, OrganizationFields};
use api::{ApiError, MergePatch};
use domain::Permission;
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::load::{Query, query};
use crate::session::may;
use crate::shell::LANGUAGES;
use crate::transport::client;
use crate::ui::{
    CheckField, Choice, CopyButton, Fact, Form, FormView, Loaded, Panel, SelectField, SubmitButton,
    TextField, toast,
};

/// Name, language, time zone, and the rules that hold for everybody.
#[component]
pub fn OrganizationPanel() -> AnyView {
    let organization = query(|| async { client().get_organization().await });
    view! { <Loaded query=organization let:value>{edit(value, organization)}</Loaded> }.into_any()
}

fn edit(value: Organization, organization: Query<Organization>) -> AnyView {
    let form = Form::new(OrganizationFields::from(&value));
    form.guard();
    let submit = form.submit(
        move |fields| save(form.saved(), fields),
        move |saved| {
            organization.put(saved);
            toast::success(t::common::saved());
        },
    );
    let languages =
        Signal::derive(|| LANGUAGES.map(|(locale, name)| Choice::new(locale.tag(), name)).to_vec());
    let zones = Signal::derive(move || zones(&form.saved().settings.time_zone));
    let may_change = may(Permission::OrganizationUpdate);
    let slug = value.slug;
    view! {
        <FormView state=form.state submit>
            <fieldset class="grid gap-5" disabled={!may_change}>
                <legend class="sr-only">{t::organization::title}</legend>
                <Panel title=t::organization::title>
                    <TextField field=form.text("/name", |fields| &mut fields.name) label=t::organization::name required=true />
                    <div class="grid gap-x-4 sm:grid-cols-2">
                        <SelectField
                            field=form.mapped("/settings/locale", |fields| fields.settings.locale.tag().to_owned(), |fields, tag: String| {
                                fields.settings.locale = Locale::from_tag(&tag).unwrap_or_default();
                            })
                            label=t::organization::language
                            hint=t::organization::language_hint
                            options=languages
                        />
                        <SelectField
                            field=form.text("/settings/time_zone", |fields| &mut fields.settings.time_zone)
                            label=t::organization::time_zone
                            options=zones
                        />
                    </div>
                    <dl class="pt-3">
                        <Fact label=t::organization::slug>
                            <span class="inline-flex items-center gap-1">
                                <code class="font-mono text-[13px]">{slug.clone()}</code>
                                <CopyButton text=Signal::stored(slug) label=t::organization::copy_slug />
                            </span>
                        </Fact>
                    </dl>
                </Panel>
                <Panel title=t::organization::rules>
                    <div class="grid gap-x-4 sm:grid-cols-2">
                        <TextField
                            field=form.amount("/settings/mail_pause_days", |fields| &mut fields.settings.mail_pause_days)
                            label=t::organization::mail_pause_days
                            hint=t::organization::mail_pause_hint
                            kind="number"
                            unit=t::organization::days
                        />
                        <TextField
                            field=form.amount("/settings/log_retention_days", |fields| &mut fields.settings.log_retention_days)
                            label=t::organization::log_retention
                            hint=t::organization::log_retention_hint
                            kind="number"
                            unit=t::organization::days
                        />
                    </div>
                    <CheckField
                        field=form.flag("/settings/ai_enabled", |fields| &mut fields.settings.ai_enabled)
                        label=t::organization::ai_enabled
                        hint=t::organization::ai_enabled_hint
                        switch=true
                    />
                </Panel>
            </fieldset>
            {may_change.then(|| view! {
                <div class="flex justify-end pt-4"><SubmitButton state=form.state label=t::common::save /></div>
            })}
        </FormView>
    }
    .into_any()
}

async fn save(old: OrganizationFields, new: OrganizationFields) -> Result<Organization, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_organization(&patch).await
}

/// The zones that the browser knows, and the present one in any case.
fn zones(present: &str) -> Vec<Choice> {
    let mut zones = crate::format::time_zones();
    if !zones.iter().any(|zone| zone == present) {
        zones.insert(0, present.to_owned());
    }
    zones.into_iter().map(|zone| Choice::new(zone.clone(), zone)).collect()
}
