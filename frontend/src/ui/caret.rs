//! Writing at the place where the person is writing.

use js_sys::JsString;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::form::Bound;

/// Puts a text where the caret of a text field is, in place of what is selected, and leaves the caret after it.
/// A field that was never entered gets it at its end.
pub fn insert_at_caret(field: Bound<String>, text: &str) {
    let Some(control) = document().get_element_by_id(&field.state.control_id(field.pointer)) else { return };
    let value = field.value.get_untracked();
    let length = JsString::from(value.as_str()).length();
    let (start, end) = selection(&control).unwrap_or((length, length));
    let whole = JsString::from(value);
    let (before, after) = (whole.slice(0, start), whole.slice(end, length));
    field.set.run(format!("{}{text}{}", String::from(before), String::from(after)));
    let caret = start + JsString::from(text).length();
    request_animation_frame(move || place(&control, caret));
}

fn selection(control: &Element) -> Option<(u32, u32)> {
    let (start, end) = if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        (area.selection_start(), area.selection_end())
    } else {
        let input = control.dyn_ref::<HtmlInputElement>()?;
        (input.selection_start(), input.selection_end())
    };
    start.ok().flatten().zip(end.ok().flatten())
}

fn place(control: &Element, caret: u32) {
    // Focus first: a browser may select everything when a field is entered.
    let placed = if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        drop(area.focus());
        area.set_selection_range(caret, caret)
    } else if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        drop(input.focus());
        input.set_selection_range(caret, caret)
    } else {
        Err(JsValue::NULL)
    };
    // Only kinds of inputs that hold no text refuse, and they have no caret to place.
    drop(placed);
}
