//! Puts candidates into a group, or into a new one.

use api::ApiError;
use api::candidate_groups::{CandidateGroupFields, CandidateGroupQuery};
use api::candidates::{Affected, BulkCandidateAction};
use domain::{Check, Code, Faults, Permission};
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::t;
use crate::session::may;
use crate::transport::client;
use crate::ui::{Choice, Form, FormView, Modal, PickField, SubmitButton, Suggest, TextField, toast};

const SUGGESTIONS: u32 = 20;

/// Which group: one that is there, or a name for a new one.
#[derive(Clone, Default, PartialEq)]
struct Chosen {
    group_id: Option<Uuid>,
    name: String,
}

impl Check for Chosen {
    fn check(&self, faults: &mut Faults) {
        if self.group_id.is_none() && self.name.trim().is_empty() {
            faults.add("group_id", Code::Required);
        }
        faults.at_most("name", &self.name, 100);
    }
}

/// The dialog. Closes itself when it is done.
#[component]
pub fn GroupPicker(
    open: RwSignal<bool>,
    /// Whom.
    ids: Signal<Vec<Uuid>>,
    changed: Callback<()>,
) -> AnyView {
    let form = Form::new(Chosen::default());
    let submit = form.submit(
        move |chosen| add(chosen, ids.get_untracked()),
        move |added: Affected| {
            open.set(false);
            form.reset(Chosen::default());
            match added.affected {
                0 => toast::info(t::candidates::already_in_group()),
                count => toast::success(t::candidates::added_to_group(count)),
            }
            changed.run(());
        },
    );
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::candidates::add_to_group />
        }
    };
    view! {
        <Modal open title=t::candidates::add_to_group description=t::candidates::choose_group footer>
            <FormView state=form.state submit>
                <PickField
                    field=form.reference("/group_id", |chosen| &mut chosen.group_id)
                    label=t::candidates::group
                    placeholder=t::candidates::group_example
                    suggest=suggest()
                />
                {may(Permission::GroupCreate)
                    .then(|| {
                        view! {
                            <TextField
                                field=form.text("/name", |chosen| &mut chosen.name)
                                label=t::candidates::new_group
                                placeholder=t::candidates::new_group_example
                            />
                        }
                    })}
            </FormView>
        </Modal>
    }
    .into_any()
}

fn suggest() -> Suggest {
    Suggest::new(|typed| async move {
        let wanted = CandidateGroupQuery {
            q: Some(typed).filter(|typed| !typed.trim().is_empty()),
            per_page: Some(SUGGESTIONS),
            sort: Some("name".into()),
            ..CandidateGroupQuery::default()
        };
        let found = client().list_candidate_groups(&wanted).await.map(|page| page.items).unwrap_or_default();
        found.into_iter().map(|group| Choice::new(group.id.to_string(), group.name)).collect()
    })
}

async fn add(chosen: Chosen, candidate_ids: Vec<Uuid>) -> Result<Affected, ApiError> {
    let group_id = match chosen.group_id {
        Some(id) => id,
        None => {
            let fields = CandidateGroupFields { name: chosen.name.trim().to_owned(), description: None };
            client().create_candidate_group(&fields).await?.id
        }
    };
    client().change_candidates(&BulkCandidateAction::AddToGroup { candidate_ids, group_id }).await
}
