//! Charts, drawn as SVG. Each has its numbers as a table for those who cannot see it.

use leptos::prelude::*;

use super::feedback::Tone;
use crate::format::{compact, number, percent};
use crate::i18n::t;

/// A part of a whole, or one bar.
#[derive(Clone)]
pub struct Slice {
    /// What it is.
    pub label: TextProp,
    /// How much.
    pub value: f64,
    /// Its colour.
    pub tone: Tone,
}

impl Slice {
    /// A part with its words.
    pub fn new(label: impl Into<TextProp>, value: f64, tone: Tone) -> Self {
        Self { label: label.into(), value, tone }
    }
}

/// On a phone a chart is drawn narrower, so that its words stay readable.
const NARROW: f64 = 360.0;
const WIDE: f64 = 640.0;
const LEFT: f64 = 40.0;
const BOTTOM: f64 = 24.0;
const TOP: f64 = 8.0;

/// `wide`, or less on a phone, so that the words keep their size.
fn width_of(wide: f64) -> f64 {
    let window = window().inner_width().ok().and_then(|width| width.as_f64());
    if window.is_some_and(|width| width < WIDE) { NARROW } else { wide }
}

/// A course over time.
#[component]
pub fn AreaChart(
    #[prop(into)] label: TextProp,
    /// Words of the axis and values, in order.
    #[prop(into)]
    points: Signal<Vec<(String, f64)>>,
    #[prop(default = 220.0)] height: f64,
    /// About as wide as the place that it gets on a desktop.
    #[prop(default = WIDE)]
    width: f64,
) -> AnyView {
    let width = width_of(width);
    let drawing = move || {
        let points = points.get();
        let top = nice_top(points.iter().map(|(_, value)| *value).fold(0.0, f64::max));
        let step = (width - LEFT) / (points.len().max(2) - 1) as f64;
        let y = |value: f64| TOP + (height - TOP - BOTTOM) * (1.0 - value / top);
        let at = |index: usize| LEFT + step * index as f64;
        let mut line = String::new();
        for (index, (_, value)) in points.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            line.push_str(&format!("{command}{:.1} {:.1}", at(index), y(*value)));
        }
        let floor = height - BOTTOM;
        let area = format!("{line}L{:.1} {floor}L{LEFT} {floor}Z", at(points.len().saturating_sub(1)));
        let every = points.len().div_ceil(if width < WIDE { 4 } else { 7 }).max(1);
        let words = points.iter().enumerate().filter(|(index, _)| index % every == 0).map(|(index, (word, _))| {
            let anchor = if index == 0 { "start" } else { "middle" };
            view! { <text x=at(index) y=height - 6.0 text-anchor=anchor class="fill-muted text-[11px]">{word.clone()}</text> }
        });
        let dots = points.iter().enumerate().map(|(index, (word, value))| {
            view! {
                <circle cx=at(index) cy=y(*value) r="9" class="fill-transparent stroke-transparent hover:fill-primary/20">
                    <title>{format!("{word}: {}", number(*value))}</title>
                </circle>
            }
        });
        view! {
            {grid(top, width, height)}
            <path d=area class="fill-primary/10" />
            <path d=line fill="none" class="stroke-primary" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" />
            {words.collect_view()}
            {dots.collect_view()}
        }
    };
    figure(label, [width, height], drawing, points)
}

/// Parts of a whole, with the whole in the middle and the parts beside it.
#[component]
pub fn Donut(
    #[prop(into)] label: TextProp,
    #[prop(into)] slices: Signal<Vec<Slice>>,
    /// What the number in the middle counts.
    #[prop(into)]
    unit: TextProp,
) -> AnyView {
    const AROUND: f64 = std::f64::consts::TAU * 42.0;
    let total = move || slices.with(|slices| slices.iter().map(|slice| slice.value).sum::<f64>());
    let rings = move || {
        let whole = total().max(f64::MIN_POSITIVE);
        let mut before = 0.0;
        let ring = |slice: Slice| {
            let share = slice.value / whole;
            let gap = if share >= 1.0 { 0.0 } else { 1.5 };
            let dash = format!("{:.2} {AROUND:.2}", (share * AROUND - gap).max(0.0));
            let offset = -before * AROUND;
            before += share;
            view! {
                <circle
                    cx="60" cy="60" r="42" fill="none" stroke="currentColor" stroke-width="17"
                    class=slice.tone.paint()
                    stroke-dasharray=dash
                    stroke-dashoffset=offset
                    transform="rotate(-90 60 60)"
                >
                    <title>{move || format!("{}: {}", slice.label.get(), number(slice.value))}</title>
                </circle>
            }
        };
        slices.get().into_iter().filter(|slice| slice.value > 0.0).map(ring).collect_view()
    };
    view! {
        <figure class="flex flex-wrap items-center justify-center gap-x-8 gap-y-4">
            <svg viewBox="0 0 120 120" class="size-36 shrink-0" role="img" aria-label={move || label.get().to_string()}>
                <circle cx="60" cy="60" r="42" fill="none" stroke-width="17" class="stroke-base-content/8" />
                {rings}
                <text x="60" y="60" text-anchor="middle" class="fill-base-content text-[19px] font-semibold tabular-nums">
                    {move || compact(total())}
                </text>
                <text x="60" y="75" text-anchor="middle" class="fill-muted text-[10px]">{move || unit.get()}</text>
            </svg>
            <Legend slices />
        </figure>
    }
    .into_any()
}

/// The parts in words, with their numbers and shares.
#[component]
pub fn Legend(#[prop(into)] slices: Signal<Vec<Slice>>) -> AnyView {
    let row = |slice: Slice, total: f64| {
        let share = if total > 0.0 { slice.value / total } else { 0.0 };
        view! {
            <li class="flex items-center gap-2">
                <span class=format!("size-2.5 shrink-0 rounded-[3px] bg-current {}", slice.tone.paint()) aria-hidden="true"></span>
                <span class="min-w-0 flex-1 truncate">{move || slice.label.get()}</span>
                <span class="font-medium tabular-nums">{move || number(slice.value)}</span>
                <span class="w-10 text-right text-xs text-muted tabular-nums">{move || percent(share)}</span>
            </li>
        }
    };
    let rows = move || {
        let slices = slices.get();
        let total = slices.iter().map(|slice| slice.value).sum();
        slices.into_iter().map(|slice| row(slice, total)).collect_view()
    };
    view! { <ul class="grid min-w-48 flex-1 gap-2">{rows}</ul> }.into_any()
}

/// Amounts under each other, each with its name and number; the longest bar is the most.
#[component]
pub fn Bars(#[prop(into)] label: TextProp, #[prop(into)] bars: Signal<Vec<Slice>>) -> AnyView {
    let rows = move || {
        let bars = bars.get();
        let most = bars.iter().map(|bar| bar.value).fold(1.0, f64::max);
        let row = |bar: Slice| {
            let width = format!("{:.1}%", 100.0 * bar.value / most);
            view! {
                <li class="grid grid-cols-[7rem_1fr_auto] items-center gap-3">
                    <span class="truncate text-[13px]">{move || bar.label.get()}</span>
                    <span class="h-2 overflow-hidden rounded-full bg-base-content/6" aria-hidden="true">
                        <span class=format!("block h-full min-w-1 rounded-full bg-current {}", bar.tone.paint()) style:width=width></span>
                    </span>
                    <span class="min-w-6 text-right text-[13px] font-medium tabular-nums">{move || number(bar.value)}</span>
                </li>
            }
        };
        bars.into_iter().map(row).collect_view()
    };
    view! { <ul class="grid gap-2.5" aria-label={move || label.get().to_string()}>{rows}</ul> }.into_any()
}

/// A course in a few strokes beside a number, which says it too.
#[component]
pub fn Sparkline(
    #[prop(into)] values: Signal<Vec<f64>>,
    #[prop(default = Tone::Primary)] tone: Tone,
) -> AnyView {
    let line = move || {
        let values = values.get();
        let (low, high) = values
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
        let span = if high > low { high - low } else { 1.0 };
        let step = 80.0 / (values.len().max(2) - 1) as f64;
        let point = |(index, value): (usize, &f64)| {
            format!("{:.1},{:.1}", step * index as f64, 22.0 - 20.0 * (value - low) / span)
        };
        values.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
    };
    view! {
        <svg viewBox="0 0 80 24" class=format!("h-6 w-20 {}", tone.paint()) aria-hidden="true" preserveAspectRatio="none">
            <polyline points=line fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" vector-effect="non-scaling-stroke" />
        </svg>
    }
    .into_any()
}

fn figure<V: IntoView + 'static>(
    label: TextProp,
    [width, height]: [f64; 2],
    drawing: impl Fn() -> V + Send + Sync + 'static,
    points: Signal<Vec<(String, f64)>>,
) -> AnyView {
    let caption = label.clone();
    let rows = move || {
        let row = |(word, value)| view! { <tr><th scope="row">{word}</th><td>{number(value)}</td></tr> };
        points.get().into_iter().map(row).collect_view()
    };
    view! {
        <figure>
            <svg viewBox=format!("0 0 {width} {height}") class="h-auto w-full" role="img" aria-label={move || label.get().to_string()}>
                {move || drawing()}
            </svg>
            <table class="sr-only">
                <caption>{move || caption.get()}</caption>
                <thead>
                    <tr><th scope="col">{t::common::chart_item}</th><th scope="col">{t::common::chart_value}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </figure>
    }
    .into_any()
}

fn grid(top: f64, width: f64, height: f64) -> AnyView {
    let line = |quarter: u32| {
        let y = TOP + (height - TOP - BOTTOM) * (1.0 - f64::from(quarter) / 4.0);
        view! {
            <line x1=LEFT x2=width y1=y y2=y class="stroke-line" stroke-dasharray={(quarter > 0).then_some("3 4")} />
            <text x=LEFT - 8.0 y=y + 4.0 text-anchor="end" class="fill-muted text-[11px] tabular-nums">
                {compact(top * f64::from(quarter) / 4.0)}
            </text>
        }
    };
    (0..=4).map(line).collect_view().into_any()
}

/// The next number above that four lines divide well.
fn nice_top(highest: f64) -> f64 {
    if highest <= 4.0 {
        return 4.0;
    }
    let magnitude = 10_f64.powf(highest.log10().floor());
    let steps = [1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0];
    steps.iter().map(|step| step * magnitude).find(|top| *top >= highest).unwrap_or(10.0 * magnitude)
}
