//! The page around signing in and registering.

use leptos::prelude::*;

use crate::i18n::t;
use crate::shell::{LanguageMenu, Logo, ThemeMenu};

/// A form beside what the product is for.
#[component]
pub fn AccountFrame(
    #[prop(into)] title: TextProp,
    #[prop(into)] subtitle: TextProp,
    children: Children,
) -> AnyView {
    let name = title.clone();
    Effect::new(move |_| document().set_title(&format!("{} · {}", name.get(), t::common::product())));
    let points =
        [t::account::point_parse as fn() -> &'static str, t::account::point_match, t::account::point_mail];
    let points = points.map(|point| {
        view! {
            <li class="flex items-start gap-3">
                <span class="mt-2 size-1.5 shrink-0 rounded-full bg-current opacity-60" aria-hidden="true"></span>
                <span>{point}</span>
            </li>
        }
    });
    view! {
        <div class="grid min-h-dvh lg:grid-cols-[minmax(24rem,5fr)_6fr]">
            <aside class="account-side hidden flex-col justify-between p-10 lg:flex xl:p-14">
                <Logo />
                <div class="max-w-md">
                    <p class="text-3xl/10 font-semibold tracking-tight text-balance">{t::account::motto}</p>
                    <ul class="grid gap-3 pt-8 text-[15px]">{points.collect_view()}</ul>
                </div>
                <p class="text-[13px] opacity-75">{t::account::motto_source}</p>
            </aside>
            <div class="flex flex-col">
                <div class="flex items-center justify-between gap-2 p-4 lg:justify-end">
                    <span class="lg:hidden"><Logo /></span>
                    <span class="flex items-center gap-1"><LanguageMenu /><ThemeMenu /></span>
                </div>
                <main class="mx-auto grid w-full max-w-sm flex-1 content-center px-5 py-8">
                    <h1 class="text-2xl font-semibold tracking-tight">{move || title.get()}</h1>
                    <p class="pt-1 pb-7 text-pretty text-muted">{move || subtitle.get()}</p>
                    {children()}
                </main>
            </div>
        </div>
    }
    .into_any()
}
