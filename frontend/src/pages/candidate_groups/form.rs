//! The name and purpose of a group.

use api::candidate_groups::{CandidateGroup, CandidateGroupFields};
use api::{ApiError, MergePatch};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::i18n::t;
use crate::load::Query;
use crate::transport::client;
use crate::ui::{Conflict, Form, FormView, Modal, SubmitButton, TextArea, TextField, toast};

/// The dialog that makes a group and leads to it.
#[component]
pub fn NewGroup(open: RwSignal<bool>) -> AnyView {
    let form = Form::new(CandidateGroupFields::default());
    let go = use_navigate();
    let submit = form.submit(
        |fields| async move { client().create_candidate_group(&fields).await },
        move |group: CandidateGroup| {
            open.set(false);
            form.reset(CandidateGroupFields::default());
            toast::success(t::common::saved());
            go(&format!("/groups/{}", group.id), Default::default());
        },
    );
    dialog(open, t::candidate_groups::new, form, submit, None)
}

/// The dialog that changes one.
#[component]
pub fn EditGroup(open: RwSignal<bool>, value: CandidateGroup, group: Query<CandidateGroup>) -> AnyView {
    let (id, version) = (value.id, StoredValue::new(Some(value.version)));
    let form = Form::new(CandidateGroupFields::from(&value));
    let send = move |fields: CandidateGroupFields| async move {
        let patch = MergePatch::between(&form.saved(), &fields)
            .map_err(|error| ApiError::Unreadable(error.to_string()))?;
        client().update_candidate_group(id, &patch, version.get_value()).await
    };
    let submit = form.submit(send, move |saved: CandidateGroup| {
        open.set(false);
        toast::success(t::common::saved());
        group.put(saved);
    });
    let mine = Callback::new(move |()| {
        version.set_value(None);
        submit.run(());
    });
    let theirs = Callback::new(move |()| {
        open.set(false);
        group.reload();
    });
    dialog(open, t::candidate_groups::edit, form, submit, Some((theirs, mine)))
}

fn dialog(
    open: RwSignal<bool>,
    title: fn() -> &'static str,
    form: Form<CandidateGroupFields>,
    submit: Callback<()>,
    conflict: Option<(Callback<()>, Callback<()>)>,
) -> AnyView {
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open title=title footer>
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/name", |group| &mut group.name)
                    label=t::candidate_groups::name
                    placeholder=t::candidate_groups::name_example
                    required=true
                />
                <TextArea
                    field=form.text("/description", |group| &mut group.description)
                    label=t::candidate_groups::description
                    rows=3
                />
                {conflict.map(|(theirs, mine)| view! { <Conflict state=form.state theirs mine /> })}
            </FormView>
        </Modal>
    }
    .into_any()
}
