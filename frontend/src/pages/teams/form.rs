//! A team: its name, and the team above it.

use api::teams::{Team, TeamFields};
use api::{ApiError, MergePatch};
use leptos::prelude::*;
use uuid::Uuid;

use super::state::possible_parents;
use crate::i18n::t;
use crate::transport::client;
use crate::ui::{Choice, Form, FormView, Modal, SelectField, SubmitButton, TextField, toast};

/// What the dialog is about.
#[derive(Clone)]
pub enum Edited {
    /// A new team, perhaps below another.
    New(Option<Uuid>),
    /// A team that is there.
    Team(Team),
}

/// The dialog, for a new team or for one that is there.
#[component]
pub fn TeamDialog(
    edited: RwSignal<Option<Edited>>,
    teams: Signal<Vec<Team>>,
    saved: Callback<()>,
) -> AnyView {
    let open = RwSignal::new(false);
    let form = Form::new(TeamFields::default());
    Effect::new(move |_| {
        if let Some(edited) = edited.get() {
            form.reset(match edited {
                Edited::New(parent_id) => TeamFields { parent_id, ..TeamFields::default() },
                Edited::Team(team) => TeamFields::from(&team),
            });
            open.set(true);
        }
    });
    let submit = form.submit(
        move |draft| {
            let (edited, old) = (edited.get_untracked(), form.saved());
            async move {
                match edited {
                    Some(Edited::Team(team)) => update(&team, old, draft).await,
                    _ => client().create_team(&draft).await,
                }
            }
        },
        move |_: Team| {
            open.set(false);
            toast::success(t::common::saved());
            saved.run(());
        },
    );
    let own = move || match edited.get() {
        Some(Edited::Team(team)) => Some(team.id),
        _ => None,
    };
    let parents = Signal::derive(move || {
        let choice = |(depth, team): (usize, &Team)| {
            Choice::new(team.id.to_string(), format!("{}{}", "\u{2003}".repeat(depth), team.name))
        };
        teams.with(|teams| possible_parents(teams, own()).into_iter().map(choice).collect::<Vec<_>>())
    });
    let title = move || match edited.get() {
        Some(Edited::Team(_)) => t::teams::edit_title(),
        _ => t::teams::new(),
    };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open title footer>
            <FormView state=form.state submit>
                <TextField field=form.text("/name", |team| &mut team.name) label=t::teams::name required=true />
                <SelectField
                    field=form.reference("/parent_id", |team| &mut team.parent_id)
                    label=t::teams::parent
                    options=parents
                    none=t::teams::top
                />
            </FormView>
        </Modal>
    }
    .into_any()
}

async fn update(team: &Team, old: TeamFields, new: TeamFields) -> Result<Team, ApiError> {
    let patch = MergePatch::between(&old, &new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_team(team.id, &patch, Some(team.version)).await
}
