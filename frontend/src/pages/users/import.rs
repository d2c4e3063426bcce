//! Many members from one file: checked first, then added.

use api::FilePart;
use api::users::{ImportError, ImportReport};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::transport::client_watched;
use crate::ui::{DropZone, ExportMenu, Modal, Notice, Tone, error_text, toast};
use crate::upload::Watch;

/// A file that was checked, and what came of it.
#[derive(Clone)]
struct Checked {
    file: FilePart,
    report: ImportReport,
}

/// Opened by the list; `added` is called when there are new members.
#[component]
pub fn ImportDialog(open: RwSignal<bool>, added: Callback<()>) -> AnyView {
    let checked = RwSignal::new(None::<Checked>);
    let failure = RwSignal::new(None::<String>);
    let watch = Watch::new();
    Effect::new(move |_| {
        if open.get() {
            checked.set(None);
            failure.set(None);
        }
    });
    let send = move |file: FilePart, dry_run: bool| {
        failure.set(None);
        spawn_local(async move {
            match client_watched(watch).import_users(file.clone(), dry_run).await {
                Ok(report) if dry_run => checked.set(Some(Checked { file, report })),
                Ok(report) => {
                    open.set(false);
                    toast::success(t::users::imported(report.created));
                    added.run(());
                }
                Err(_) if watch.was_cancelled() => {}
                Err(error) => failure.set(Some(error_text(&error))),
            }
        });
    };
    let take = Callback::new(move |files: Vec<FilePart>| {
        if let Some(file) = files.into_iter().next() {
            checked.set(None);
            send(file, true);
        }
    });
    let ready = move || checked.get().filter(|checked| checked.report.created > 0);
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            {move || ready().map(|Checked { file, report }| view! {
                <button
                    type="button"
                    class="btn btn-primary"
                    disabled={move || watch.progress.get().is_some()}
                    on:click={move |_| send(file.clone(), false)}
                >
                    {move || t::users::import_now(report.created)}
                </button>
            })}
        }
    };
    view! {
        <Modal open title=t::users::import_title description=t::users::import_text wide=true footer>
            <div class="grid gap-4">
                <div class="flex justify-start">
                    <ExportMenu
                        label=t::users::template
                        name="users-template"
                        take={|format| async move { crate::transport::client().get_user_import_template(format).await }}
                    />
                </div>
                <DropZone title=t::users::drop hint=t::users::drop_hint accept=".csv,.xlsx,.xls" watch take />
                <div aria-live="polite" class="grid gap-4">
                    {move || failure.get().map(|text| view! { <Notice tone=Tone::Error text /> })}
                    {move || checked.get().map(|checked| result(checked.report))}
                </div>
            </div>
        </Modal>
    }
    .into_any()
}

fn result(report: ImportReport) -> AnyView {
    let (lines, created, faults) = (report.lines, report.created, report.errors.len() as u64);
    if faults == 0 {
        let text = move || format!("{} · {}", t::users::import_lines(lines), t::users::import_ready(created));
        return view! { <Notice tone=Tone::Success text /> }.into_any();
    }
    let text = move || format!("{} · {}", t::users::import_lines(lines), t::users::import_faults(faults));
    let row = |error: ImportError| {
        let column = error.column;
        view! {
            <tr>
                <td class="tabular-nums">{error.line}</td>
                <td>{move || column_words(&column)}</td>
                <td>{error.message}</td>
            </tr>
        }
    };
    view! {
        <Notice tone=Tone::Warning text />
        <div class="max-h-72 overflow-auto rounded-field border border-line" tabindex="0" role="region" aria-label=t::users::fault>
            <table class="table table-sm">
                <thead>
                    <tr>
                        <th scope="col">{t::users::line}</th>
                        <th scope="col">{t::users::column}</th>
                        <th scope="col">{t::users::fault}</th>
                    </tr>
                </thead>
                <tbody>{report.errors.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn column_words(column: &str) -> String {
    match column {
        "username" => t::users::username(),
        "email" => t::users::email(),
        "last_name" => t::users::last_name(),
        "first_name" => t::users::first_name(),
        "password" => t::users::password(),
        "roles" => t::users::roles(),
        "team" => t::users::team(),
        other => return other.to_owned(),
    }
    .to_owned()
}
