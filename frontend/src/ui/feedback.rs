//! What stands where content will be, is not, or could not be had; and small signs of state.

use api::ApiError;
use leptos::prelude::*;

use super::icon::{Icon, lu};
use crate::i18n::{locale, t};
use crate::load::{Load, Query};

/// Grey bars in the shape of `lines` lines of text.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> AnyView {
    const WIDTHS: [&str; 4] = ["w-11/12", "w-3/4", "w-5/6", "w-2/3"];
    let bars = (0..lines)
        .map(|line| view! { <span class=format!("skeleton-bar h-3.5 {}", WIDTHS[line % 4]) /> })
        .collect_view();
    view! { <div class="grid gap-3 py-1" role="status" aria-label=t::common::loading>{bars}</div> }.into_any()
}

/// Nothing is here, and what to do about it.
#[component]
pub fn EmptyState(
    /// What there could be, as a picture.
    icon: icondata_core::Icon,
    /// That there is nothing.
    #[prop(into)]
    title: TextProp,
    /// What to do.
    #[prop(into)]
    text: TextProp,
    /// The buttons to do it.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="grid justify-items-center gap-1 px-6 py-14 text-center">
            <span class="mb-2 grid size-11 place-items-center rounded-full bg-primary/10 text-primary">
                <Icon icon class="size-5" />
            </span>
            <p class="text-[15px] font-semibold">{move || title.get()}</p>
            <p class="max-w-sm text-pretty text-muted">{move || text.get()}</p>
            <div class="mt-3 flex flex-wrap justify-center gap-2">{children.map(|children| children())}</div>
        </div>
    }
    .into_any()
}

/// A failure, in words, with a way to try again.
#[component]
pub fn ErrorState(
    /// What went wrong.
    error: ApiError,
    /// Tries again.
    retry: Callback<()>,
) -> AnyView {
    let request = request_id(&error);
    view! {
        <div class="grid justify-items-center gap-1 px-6 py-14 text-center" role="alert">
            <span class="mb-2 grid size-11 place-items-center rounded-full bg-error/10 text-error">
                <Icon icon=lu::LuCircleAlert class="size-5" />
            </span>
            <p class="max-w-md text-[15px] font-semibold text-pretty">{move || error_text(&error)}</p>
            {request
                .map(|id| {
                    view! { <p class="font-mono text-xs break-all text-muted">{t::common::request_id} " " {id}</p> }
                })}
            <button type="button" class="btn btn-sm btn-quiet mt-3" on:click={move |_| retry.run(())}>
                <Icon icon=lu::LuRotateCw />
                {t::common::retry}
            </button>
        </div>
    }
    .into_any()
}

/// A problem in one or two sentences of the present language.
pub fn problem_text(problem: &api::Problem) -> String {
    let title = problem.code.text(locale());
    let wait = problem.retry_after.map(t::common::retry_after);
    let details = [problem.upstream.clone(), problem.detail.clone().filter(|_| shows_detail(problem)), wait];
    details.into_iter().flatten().fold(title.to_owned(), |text, detail| format!("{text} · {detail}"))
}

/// A failure in one or two sentences of the present language.
pub fn error_text(error: &ApiError) -> String {
    match error {
        ApiError::Problem(problem) => problem_text(problem),
        ApiError::Network(_) => t::common::network_error().to_owned(),
        ApiError::Unreadable(_) => t::common::unreadable_answer().to_owned(),
    }
}

/// For a thing that is not there, the detail is a word for programs.
fn shows_detail(problem: &api::Problem) -> bool {
    problem.code != domain::Code::NotFound
}

/// Faults of ours can be found in the log by it.
fn request_id(error: &ApiError) -> Option<String> {
    match error {
        ApiError::Problem(problem) if problem.status >= 500 => Some(problem.request_id.clone()),
        _ => None,
    }
}

/// Shows a query: bars while it loads, the failure with a way to try again, or the children of its value.
///
/// `<Loaded query=job let:job>…</Loaded>`
#[component]
pub fn Loaded<T, F, V>(
    /// What is asked for.
    query: Query<T>,
    /// What stands there meanwhile; bars if not given.
    #[prop(optional, into)]
    skeleton: Option<ViewFn>,
    /// Draws the value.
    children: F,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let retry = Callback::new(move |()| query.reload());
    let draw = move || match query.state().get() {
        Load::Loading => match &skeleton {
            Some(skeleton) => skeleton.run(),
            None => view! { <div class="panel panel-body"><Skeleton lines=5 /></div> }.into_any(),
        },
        Load::Failed(error) => view! { <ErrorState error retry /> }.into_any(),
        Load::Ready(value) => children(value).into_any(),
    };
    draw.into_any()
}

/// The colour of a state. It is never the only sign: the text says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Primary,
    Info,
    Success,
    Warning,
    Error,
    Accent,
}

impl Tone {
    const fn pill(self) -> &'static str {
        match self {
            Self::Neutral => "pill bg-base-content/8 text-base-content",
            Self::Primary => "pill bg-primary/10 text-primary",
            Self::Info => "pill bg-info/10 text-info",
            Self::Success => "pill bg-success/10 text-success",
            Self::Warning => "pill bg-warning/10 text-warning",
            Self::Error => "pill bg-error/10 text-error",
            Self::Accent => "pill bg-accent/10 text-accent",
        }
    }

    /// The colour as a surface, for charts and bars: brighter than a text may be.
    pub const fn paint(self) -> &'static str {
        match self {
            Self::Neutral => "paint-neutral",
            Self::Primary => "paint-primary",
            Self::Info => "paint-info",
            Self::Success => "paint-success",
            Self::Warning => "paint-warning",
            Self::Error => "paint-error",
            Self::Accent => "paint-accent",
        }
    }

    /// The colour as text, for small signs.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Neutral => "text-faint",
            Self::Primary => "text-primary",
            Self::Info => "text-info",
            Self::Success => "text-success",
            Self::Warning => "text-warning",
            Self::Error => "text-error",
            Self::Accent => "text-accent",
        }
    }
}

/// A state in a word, with a dot in its colour.
#[component]
pub fn Pill(tone: Tone, #[prop(into)] text: TextProp) -> AnyView {
    view! {
        <span class=tone.pill()>
            <span class="size-1.5 rounded-full bg-current" aria-hidden="true"></span>
            <span class="truncate">{move || text.get()}</span>
        </span>
    }
    .into_any()
}

/// A keyword or tag.
#[component]
pub fn Chip(#[prop(into)] text: TextProp, #[prop(default = Tone::Neutral)] tone: Tone) -> AnyView {
    let class = match tone {
        Tone::Neutral => "chip",
        Tone::Success => "chip border-success/25 bg-success/10 text-success",
        Tone::Warning => "chip border-warning/25 bg-warning/10 text-warning",
        Tone::Error => "chip border-error/25 bg-error/10 text-error",
        _ => "chip border-primary/25 bg-primary/10 text-primary",
    };
    view! { <span class=class><span class="truncate">{move || text.get()}</span></span> }.into_any()
}

/// A message that stays in the page.
#[component]
pub fn Notice(
    tone: Tone,
    #[prop(into)] text: TextProp,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let (class, icon) = match tone {
        Tone::Error => ("border-error/30 bg-error/8 text-error", lu::LuCircleAlert),
        Tone::Warning => ("border-warning/30 bg-warning/8 text-warning", lu::LuTriangleAlert),
        Tone::Success => ("border-success/30 bg-success/8 text-success", lu::LuCircleCheck),
        _ => ("border-info/30 bg-info/8 text-info", lu::LuInfo),
    };
    let role = if tone == Tone::Error { "alert" } else { "status" };
    view! {
        <div class=format!("flex items-start gap-2.5 rounded-field border px-3 py-2.5 {class}") role=role>
            <span class="mt-0.5"><Icon icon /></span>
            <span class="min-w-0 flex-1 text-pretty">{move || text.get()}</span>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// How far something is, from 0 to 1; without a number, that it goes on.
#[component]
pub fn ProgressBar(#[prop(into)] value: Signal<Option<f64>>, #[prop(into)] label: TextProp) -> AnyView {
    let percent = move || value.get().map(|value| (value.clamp(0.0, 1.0) * 100.0).round());
    view! {
        <div
            class="h-1.5 w-full overflow-hidden rounded-full bg-base-content/10"
            role="progressbar"
            aria-label={move || label.get().to_string()}
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow={move || percent().map(|percent| percent.to_string())}
        >
            <div
                class="h-full rounded-full bg-primary transition-[width] duration-200"
                class:animate-pulse={move || percent().is_none()}
                style:width={move || format!("{}%", percent().unwrap_or(100.0))}
            ></div>
        </div>
    }
    .into_any()
}

/// The picture of a person or, without one, the first letters of the name in a circle whose colour the name decides.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(default = "size-8 text-xs")] class: &'static str,
    /// The address of the picture.
    #[prop(optional_no_strip)]
    picture: Option<String>,
) -> AnyView {
    if let Some(address) = picture {
        return view! { <img src=address alt="" class=format!("shrink-0 rounded-full object-cover {class}") /> }
            .into_any();
    }
    const TINTS: [&str; 5] = [
        "bg-primary/12 text-primary",
        "bg-info/12 text-info",
        "bg-success/12 text-success",
        "bg-warning/12 text-warning",
        "bg-accent/12 text-accent",
    ];
    let tint = TINTS[name.chars().map(|letter| letter as usize).sum::<usize>() % TINTS.len()];
    view! {
        <span
            class=format!("grid shrink-0 place-items-center rounded-full font-semibold {tint} {class}")
            aria-hidden="true"
        >
            {initials(&name)}
        </span>
    }
    .into_any()
}

/// 张伟 → 伟, Ada Lovelace → AL.
fn initials(name: &str) -> String {
    let is_latin = |letter: &char| letter.is_ascii_alphanumeric();
    if name.chars().any(|letter| !letter.is_ascii() && letter.is_alphabetic()) {
        return name.chars().rfind(|letter| letter.is_alphanumeric()).into_iter().collect();
    }
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(is_latin));
    letters.take(2).collect::<String>().to_uppercase()
}
