//! A mail as it will look, for an example recipient, while it is being written.

use domain::email_templates::{Escape, Placeholder, Values, render};
use leptos::prelude::*;

use crate::i18n::t;
use crate::markdown;
use crate::session::with_profile;

/// Subject and body of a letter.
#[component]
pub fn Letter(
    #[prop(into)] subject: Signal<String>,
    /// HTML that is safe to show: made by [`markdown::to_html`], or sanitised by the server.
    #[prop(into)]
    html: Signal<String>,
    /// To whom, above the subject.
    #[prop(optional, into)]
    to: Option<Signal<String>>,
) -> AnyView {
    view! {
        <article class="overflow-hidden rounded-field border border-line">
            <header class="border-b border-line bg-base-200/60 px-4 py-3">
                {to.map(|to| view! { <p class="truncate pb-0.5 text-xs text-muted">{move || to.get()}</p> })}
                <h3 class="font-semibold wrap-anywhere">{move || subject.get()}</h3>
            </header>
            <div class="letter px-4 py-4" inner_html={move || html.get()}></div>
        </article>
    }
    .into_any()
}

/// The letter of a text with placeholders, filled with an example.
#[component]
pub fn ExampleLetter(#[prop(into)] subject: Signal<String>, #[prop(into)] body: Signal<String>) -> AnyView {
    let values = Memo::new(|_| example());
    let head = Signal::derive(move || values.with(|values| render(&subject.get(), values, Escape::Line).0));
    let html = Signal::derive(move || {
        values.with(|values| markdown::to_html(&render(&body.get(), values, Escape::Markdown).0))
    });
    view! { <Letter subject=head html to=Signal::derive(|| t::mail::example_to().to_owned()) /> }.into_any()
}

fn example() -> Values {
    let me = with_profile(|profile| profile.display_name.clone()).unwrap_or_default();
    let texts: [(Placeholder, String); 11] = [
        (Placeholder::CandidateName, t::mail::example_name().into()),
        (Placeholder::CandidateSalutation, t::mail::example_salutation().into()),
        (Placeholder::CandidateCurrentCompany, t::mail::example_current_company().into()),
        (Placeholder::CandidateCurrentPosition, t::mail::example_current_position().into()),
        (Placeholder::JobTitle, t::mail::example_title().into()),
        (Placeholder::JobCompanyName, t::mail::example_company().into()),
        (Placeholder::JobSalaryRange, t::mail::example_salary().into()),
        (Placeholder::JobLocations, t::mail::example_locations().into()),
        (Placeholder::UserSignature, t::mail::example_signature(&me)),
        (Placeholder::UnsubscribeUrl, "https://example.com/unsubscribe".into()),
        (Placeholder::UserName, me),
    ];
    texts.into_iter().collect()
}
