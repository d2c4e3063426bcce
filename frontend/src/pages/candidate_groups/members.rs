//! Puts people into a group by their names.

use api::candidate_groups::Members;
use api::candidates::{Affected, CandidateQuery};
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::t;
use crate::pages::candidates::words::current_job;
use crate::transport::client;
use crate::ui::{Choice, Form, FormView, Modal, SubmitButton, Suggest, TagsField, toast};

const SUGGESTIONS: u32 = 10;

/// The dialog; its field holds ids, and shows names.
#[component]
pub fn AddMembers(open: RwSignal<bool>, group: Memo<Uuid>, changed: Callback<()>) -> AnyView {
    let form = Form::new(Members { candidate_ids: Vec::new() });
    let names = StoredValue::new(std::collections::BTreeMap::<String, String>::new());
    let submit = form.submit(
        move |members| async move { client().add_group_members(group.get_untracked(), &members).await },
        move |added: Affected| {
            open.set(false);
            form.reset(Members { candidate_ids: Vec::new() });
            match added.affected {
                0 => toast::info(t::candidates::already_in_group()),
                count => toast::success(t::candidates::added_to_group(count)),
            }
            changed.run(());
        },
    );
    let field = form.mapped(
        "/candidate_ids",
        |members: &Members| members.candidate_ids.iter().map(Uuid::to_string).collect::<Vec<_>>(),
        |members: &mut Members, ids: Vec<String>| {
            members.candidate_ids = ids.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect();
        },
    );
    let show =
        Callback::new(move |id: String| names.with_value(|names| names.get(&id).cloned()).unwrap_or(id));
    let suggest = Suggest::new(move |typed| async move {
        let found = find(typed).await;
        names.update_value(|names| {
            names.extend(found.iter().map(|choice| (choice.value.clone(), choice.label.get().to_string())));
        });
        found
    });
    let suggest = StoredValue::new(suggest);
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::candidate_groups::add_members />
        }
    };
    view! {
        <Modal open title=t::candidate_groups::add_members footer>
            <FormView state=form.state submit>
                <TagsField
                    field
                    label=t::candidate_groups::members
                    hint=t::candidate_groups::add_hint
                    suggest=suggest.get_value()
                    strict=true
                    show
                />
            </FormView>
        </Modal>
    }
    .into_any()
}

async fn find(typed: String) -> Vec<Choice> {
    let wanted = CandidateQuery {
        q: Some(typed).filter(|typed| !typed.trim().is_empty()),
        per_page: Some(SUGGESTIONS),
        ..CandidateQuery::default()
    };
    let found = client().list_candidates(&wanted).await.map(|page| page.items).unwrap_or_default();
    let choice = |candidate: api::candidates::Candidate| {
        let now = current_job(candidate.current_position.as_deref(), candidate.current_company.as_deref());
        let choice = Choice::new(candidate.id.to_string(), candidate.name);
        if now.is_empty() { choice } else { choice.note(now) }
    };
    found.into_iter().map(choice).collect()
}
