//! Choosing a company by its name, or naming a new one.

use api::companies::CompanyQuery;
use leptos::prelude::*;

use crate::i18n::t;
use crate::transport::client;
use crate::ui::{Bound, Choice, PickField, Suggest};

const SUGGESTIONS: u32 = 8;

/// A company for a record that takes the id of one, or the name of a new one.
pub fn company_field(field: Bound<String>, chosen: Option<String>) -> AnyView {
    view! {
        <PickField
            field
            label=t::jobs::company
            hint=t::jobs::company_hint
            placeholder=t::jobs::company_example
            suggest=suggest()
            chosen=chosen.unwrap_or_default()
            free=true
        />
    }
    .into_any()
}

fn suggest() -> Suggest {
    Suggest::new(|typed| async move {
        let name = typed.trim().to_owned();
        let wanted = CompanyQuery {
            q: Some(name.clone()).filter(|name| !name.is_empty()),
            per_page: Some(SUGGESTIONS),
            ..CompanyQuery::default()
        };
        let found = client().list_companies(&wanted).await.map(|page| page.items).unwrap_or_default();
        let known = found.iter().any(|company| company.name == name);
        let mut choices: Vec<Choice> = found
            .into_iter()
            .map(|company| {
                let choice = Choice::new(company.id.to_string(), company.name);
                match company.city {
                    Some(city) => choice.note(city),
                    None => choice,
                }
            })
            .collect();
        if !name.is_empty() && !known {
            choices.push(Choice::new(name.clone(), name).note(t::jobs::company_add()));
        }
        choices
    })
}
