//! One's name.

use api::MergePatch;
use api::auth::{Profile, ProfileFields};
use leptos::prelude::*;

use super::picture::Picture;
use crate::format::date;
use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Fact, Form, FormView, Panel, SubmitButton, TextField, toast};

/// Shows who one is, and changes the name.
#[component]
pub fn ProfilePanel() -> AnyView {
    let form = Form::new(fields());
    form.guard();
    let submit = form.submit(
        move |draft| save(form.saved(), draft),
        move |profile| {
            session::put(profile);
            toast::success(t::common::saved());
        },
    );
    view! {
        <Panel title=t::account::profile>
            <div class="flex flex-wrap items-center gap-x-5 gap-y-4 pb-6">
                <Picture />
                <dl class="grid min-w-0 flex-1 gap-x-6 gap-y-2 sm:grid-cols-3">
                    <Fact label=t::account::username>{fact(|profile| profile.username.clone())}</Fact>
                    <Fact label=t::account::email>{fact(|profile| profile.email.clone())}</Fact>
                    <Fact label=t::account::joined>{fact(|profile| date(profile.date_joined))}</Fact>
                </dl>
            </div>
            <FormView state=form.state submit>
                <div class="grid gap-x-4 sm:grid-cols-2">
                    <TextField
                        field=form.text("/last_name", |draft| &mut draft.last_name)
                        label=t::account::last_name
                        autocomplete="family-name"
                    />
                    <TextField
                        field=form.text("/first_name", |draft| &mut draft.first_name)
                        label=t::account::first_name
                        autocomplete="given-name"
                    />
                </div>
                <div class="flex justify-end"><SubmitButton state=form.state label=t::common::save /></div>
            </FormView>
        </Panel>
    }
    .into_any()
}

/// What can be changed of the present profile.
pub fn fields() -> ProfileFields {
    untrack(|| session::with_profile(|profile| ProfileFields::from(profile)).unwrap_or_default())
}

/// Sends what differs.
pub async fn save(old: ProfileFields, new: ProfileFields) -> api::client::Result<Profile> {
    let patch =
        MergePatch::between(&old, &new).map_err(|error| api::ApiError::Unreadable(error.to_string()))?;
    client().update_profile(&patch).await
}

fn fact(read: fn(&Profile) -> String) -> impl Fn() -> Option<String> {
    move || session::with_profile(read)
}
