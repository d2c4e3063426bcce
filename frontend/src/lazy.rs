//! Pages whose code is fetched when the first of its part is opened: the first load holds only what everybody needs.
//!
//! A part is a file of its own in the built page. Its functions are marked with `wasm_split` and the part's name;
//! they answer with the page as a plain function, so that it is drawn where its route is and not where it was
//! fetched.

use std::future::Future;

use api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use crate::ui::{ErrorState, Skeleton};

/// A page, once its part is there.
pub type Fetched = Result<fn() -> AnyView, SplitLoaderError>;

#[derive(Clone, Copy)]
enum Part {
    OnItsWay,
    Here(fn() -> AnyView),
    Lost,
}

/// The view of a route, which fetches its part first.
pub fn lazily<F>(fetch: fn() -> F) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static
where
    F: Future<Output = Fetched> + 'static,
{
    move || {
        let part = RwSignal::new(Part::OnItsWay);
        let begin = move || {
            part.set(Part::OnItsWay);
            spawn_local(async move {
                let fetched = fetch().await;
                // The person may have gone on to another page.
                part.try_set(fetched.map_or(Part::Lost, Part::Here));
            });
        };
        begin();
        let draw = move || match part.get() {
            Part::OnItsWay => view! { <Skeleton lines=6 /> }.into_any(),
            Part::Here(page) => page(),
            Part::Lost => {
                let error = ApiError::Network("a part of the page could not be fetched".to_owned());
                view! { <ErrorState error retry=Callback::new(move |()| begin()) /> }.into_any()
            }
        };
        draw.into_any()
    }
}
