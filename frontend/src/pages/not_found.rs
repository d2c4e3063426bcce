//! The page of addresses that lead nowhere.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{EmptyState, lu};

/// Says so and leads back.
#[component]
pub fn NotFound() -> AnyView {
    view! {
        <section class="panel mx-auto my-6 max-w-2xl">
            <h1 class="sr-only">{t::common::not_found_title}</h1>
            <EmptyState icon=lu::LuCompass title=t::common::not_found_title text=t::common::not_found_text>
                <a class="btn btn-primary btn-sm" href="/">{t::common::back_home}</a>
            </EmptyState>
        </section>
    }
    .into_any()
}
