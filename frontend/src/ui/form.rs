//! A form: a draft of what will be sent, bound field by field, with the faults found here by the server's own
//! rules or told by the server, each shown at its field.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use api::ApiError;
use domain::{Check, Code, Coded, Error, FieldError};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::value::{ListValue, Number, TextValue};
use super::{feedback, unsaved};
use crate::i18n::locale;

/// A draft and its faults. Copy it freely; it lives as long as the component that made it.
pub struct Form<T: Send + Sync + 'static> {
    /// What will be sent.
    pub draft: RwSignal<T>,
    saved: RwSignal<T>,
    /// The part of the form that does not depend on what is edited.
    pub state: FormState,
}

impl<T: Send + Sync> Clone for Form<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Form<T> {}

/// Faults, and whether the form is being sent.
#[derive(Clone, Copy)]
pub struct FormState {
    id: u32,
    faults: RwSignal<Vec<Fault>>,
    failure: RwSignal<Option<ApiError>>,
    sending: RwSignal<bool>,
    shown: StoredValue<Vec<String>>,
    resolves_conflicts: StoredValue<bool>,
}

/// A fault at a JSON pointer. Faults found here follow the language; those told by the server are as told.
#[derive(Clone)]
struct Fault {
    pointer: String,
    text: TextProp,
}

/// One field of a draft, bound to a control.
pub struct Bound<V: Send + Sync + 'static> {
    /// Where it is in the request body.
    pub pointer: &'static str,
    /// Its value.
    pub value: Signal<V>,
    /// Changes it.
    pub set: Callback<V>,
    /// The form it belongs to.
    pub state: FormState,
}

impl<V: Send + Sync> Clone for Bound<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Send + Sync> Copy for Bound<V> {}

impl<T: Clone + Send + Sync + 'static> Form<T> {
    /// A form that starts with these values.
    pub fn new(start: T) -> Self {
        Self { draft: RwSignal::new(start.clone()), saved: RwSignal::new(start), state: FormState::new() }
    }

    /// Starts again from other values, as after a save or when the record has arrived.
    pub fn reset(self, values: T) {
        self.draft.set(values.clone());
        self.saved.set(values);
        self.state.clear();
    }

    /// The values it started from, for a merge patch.
    pub fn saved(self) -> T {
        self.saved.get_untracked()
    }

    /// Binds a text: `form.text("/title", |job| &mut job.title)`. Optional texts and secrets are texts too.
    pub fn text<V: TextValue>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut V + Send + Sync + 'static,
    ) -> Bound<String> {
        self.bind(pointer, field, |value| value.to_text(), |value, text| *value = V::from_text(text))
    }

    /// Binds a number that may be left out.
    pub fn number<N: Number>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut Option<N> + Send + Sync + 'static,
    ) -> Bound<String> {
        let read = |value: &Option<N>| value.map(|number| number.to_string()).unwrap_or_default();
        self.bind(pointer, field, read, |value, text| *value = text.trim().parse().ok())
    }

    /// Binds a number that is always there; what is no number is zero.
    pub fn amount<N: Number>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut N + Send + Sync + 'static,
    ) -> Bound<String> {
        let write = |value: &mut N, text: String| *value = text.trim().parse().unwrap_or_default();
        self.bind(pointer, field, N::to_string, write)
    }

    /// Binds a list of words.
    pub fn list<V: ListValue>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut V + Send + Sync + 'static,
    ) -> Bound<Vec<String>> {
        self.bind(pointer, field, |value| value.to_list(), |value, list| *value = V::from_list(list))
    }

    /// Binds a yes or no.
    pub fn flag(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut bool + Send + Sync + 'static,
    ) -> Bound<bool> {
        self.bind(pointer, field, |value| *value, |value, flag| *value = flag)
    }

    /// Binds a choice that is always made.
    pub fn choice<V: Coded + Send + Sync>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut V + Send + Sync + 'static,
    ) -> Bound<String> {
        self.bind(
            pointer,
            field,
            |value| value.code().to_owned(),
            |value, code| {
                if let Some(chosen) = V::from_code(&code) {
                    *value = chosen;
                }
            },
        )
    }

    /// Binds a choice that may be left open, which is the empty text.
    pub fn optional_choice<V: Coded + Send + Sync>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut Option<V> + Send + Sync + 'static,
    ) -> Bound<String> {
        let read = |value: &Option<V>| value.map(V::code).unwrap_or_default().to_owned();
        self.bind(pointer, field, read, |value, code| *value = V::from_code(&code))
    }

    /// Binds a reference to another record that may be left open, which is the empty text.
    pub fn reference(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut Option<Uuid> + Send + Sync + 'static,
    ) -> Bound<String> {
        let read = |value: &Option<Uuid>| value.map(|id| id.to_string()).unwrap_or_default();
        self.bind(pointer, field, read, |value, id| *value = Uuid::parse_str(&id).ok())
    }

    /// Binds anything else, as the text or the list that a control shows.
    pub fn mapped<V: Send + Sync + 'static>(
        self,
        pointer: &'static str,
        read: impl Fn(&T) -> V + Send + Sync + 'static,
        write: impl Fn(&mut T, V) + Send + Sync + 'static,
    ) -> Bound<V> {
        let draft = self.draft;
        let value = Signal::derive(move || draft.with(&read));
        self.bound(pointer, value, write)
    }

    fn bind<F: 'static, V: Send + Sync + 'static>(
        self,
        pointer: &'static str,
        field: impl Fn(&mut T) -> &mut F + Send + Sync + 'static,
        read: fn(&F) -> V,
        write: fn(&mut F, V),
    ) -> Bound<V> {
        let field = Arc::new(field);
        let reader = Arc::clone(&field);
        let draft = self.draft;
        // A guard that does not notify: the accessor wants `&mut`, reading changes nothing.
        let value = Signal::derive(move || {
            draft.track();
            read(reader(&mut draft.write_untracked()))
        });
        self.bound(pointer, value, move |draft, new| write(field(draft), new))
    }

    fn bound<V: Send + Sync + 'static>(
        self,
        pointer: &'static str,
        value: Signal<V>,
        write: impl Fn(&mut T, V) + Send + Sync + 'static,
    ) -> Bound<V> {
        let Self { draft, state, .. } = self;
        let set = Callback::new(move |new| {
            draft.update(|draft| write(draft, new));
            state.forgive(pointer);
        });
        state.shown.update_value(|shown| shown.push(pointer.to_owned()));
        Bound { pointer, value, set, state }
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Form<T> {
    /// Whether something differs from where it started.
    pub fn is_dirty(self) -> bool {
        self.draft.with(|draft| self.saved.with(|saved| draft != saved))
    }

    /// Asks before the person leaves the page with changes that are not saved.
    pub fn guard(self) {
        unsaved::guard(move || self.is_dirty());
    }
}

impl<T: Check + Clone + Send + Sync + 'static> Form<T> {
    /// What happens on submit: the rules are checked, the draft is sent, and `done` gets the answer. Faults go
    /// to their fields and the first one is focused; other failures are shown above the buttons.
    pub fn submit<R, F>(
        self,
        send: impl Fn(T) -> F + Send + Sync + 'static,
        done: impl Fn(R) + Send + Sync + 'static,
    ) -> Callback<()>
    where
        R: 'static,
        F: Future<Output = Result<R, ApiError>> + 'static,
    {
        let send = Arc::new(send);
        let done = Arc::new(done);
        Callback::new(move |()| {
            let draft = self.draft.get_untracked();
            if self.state.sending.get_untracked() || !self.state.check(&draft) {
                return;
            }
            let answer = send(draft.clone());
            let done = Arc::clone(&done);
            self.state.sending.set(true);
            spawn_local(async move {
                let answer = answer.await;
                // `None` when the page is gone; then nobody is left to be told.
                if self.state.sending.try_set(false).is_some() {
                    return;
                }
                match answer {
                    Ok(value) => {
                        self.saved.set(draft);
                        done(value);
                    }
                    Err(error) => self.state.fail(error),
                }
            });
        })
    }
}

impl FormState {
    /// For a control that belongs to no form, as a filter.
    pub(super) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            faults: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            sending: RwSignal::new(false),
            shown: StoredValue::new(Vec::new()),
            resolves_conflicts: StoredValue::new(false),
        }
    }

    /// The id of the form element.
    pub fn element_id(self) -> String {
        format!("form-{}", self.id)
    }

    /// The id of the control of a field.
    pub fn control_id(self, pointer: &str) -> String {
        format!("form-{}{}", self.id, pointer.replace('/', "-"))
    }

    /// Whether the form is under way.
    pub fn is_sending(self) -> bool {
        self.sending.get()
    }

    /// What is wrong with a field or a part of it, in words.
    pub fn fault(self, pointer: &str) -> Option<String> {
        self.faults.with(|faults| {
            faults
                .iter()
                .find(|fault| belongs(&fault.pointer, pointer))
                .map(|fault| fault.text.get().to_string())
        })
    }

    /// Whether somebody else has saved the record meanwhile.
    pub fn is_stale(self) -> bool {
        self.failure.with(|failure| {
            matches!(failure, Some(ApiError::Problem(problem)) if problem.code == Code::StaleVersion)
        })
    }

    /// Says that the page offers a choice when somebody else has saved meanwhile.
    pub(super) fn resolve_conflicts(self) {
        self.resolves_conflicts.set_value(true);
    }

    /// What went wrong that belongs to no field.
    pub fn general(self) -> Option<String> {
        if self.resolves_conflicts.get_value() && self.is_stale() {
            return None;
        }
        if let Some(error) = self.failure.get() {
            return Some(feedback::error_text(&error));
        }
        let stray = |fault: &&Fault| {
            self.shown.with_value(|shown| !shown.iter().any(|field| belongs(&fault.pointer, field)))
        };
        self.faults.with(|faults| faults.iter().find(stray).map(|fault| fault.text.get().to_string()))
    }

    /// Checks by the rules that the server has too; shows the faults and focuses the first.
    pub fn check(self, input: &impl Check) -> bool {
        self.clear();
        match input.validate() {
            Err(Error::Invalid(errors)) => {
                self.faults.set(errors.into_iter().map(Fault::found_here).collect());
                self.focus_first();
                false
            }
            _ => true,
        }
    }

    /// Shows a failure: faults at their fields, anything else as a whole.
    pub fn fail(self, error: ApiError) {
        match error {
            ApiError::Problem(problem) if !problem.errors.is_empty() => {
                let told = problem
                    .errors
                    .into_iter()
                    .map(|fault| Fault { pointer: fault.pointer, text: fault.message.into() });
                self.faults.set(told.collect());
                self.focus_first();
            }
            error => self.failure.set(Some(error)),
        }
    }

    /// Says of one field that it is at fault, for rules that only the page knows.
    pub fn reject(self, pointer: &str, text: impl Into<TextProp>) {
        self.faults.update(|faults| faults.push(Fault { pointer: pointer.to_owned(), text: text.into() }));
        self.focus_first();
    }

    /// Shows faults that were told for this form inside a larger request: pointer within the form, and words.
    pub fn tell(self, faults: impl IntoIterator<Item = (String, String)>) {
        let told = faults.into_iter().map(|(pointer, text)| Fault { pointer, text: text.into() });
        self.faults.update(|known| known.extend(told));
    }

    /// Says that the page itself shows the faults at a pointer.
    pub fn claim(self, pointer: &str) {
        self.shown.update_value(|shown| shown.push(pointer.to_owned()));
    }

    /// Whether anything is known to be wrong.
    pub fn has_faults(self) -> bool {
        self.faults.with(|faults| !faults.is_empty())
    }

    /// Puts the keyboard into the control of a field.
    pub fn focus(self, pointer: &str) {
        let control = document().get_element_by_id(&self.control_id(pointer));
        if let Some(element) = control.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    }

    /// Forgets all faults.
    pub fn clear(self) {
        self.faults.set(Vec::new());
        self.failure.set(None);
    }

    fn forgive(self, pointer: &str) {
        if self.faults.with_untracked(|faults| faults.iter().any(|fault| belongs(&fault.pointer, pointer))) {
            self.faults.update(|faults| faults.retain(|fault| !belongs(&fault.pointer, pointer)));
        }
    }

    /// Puts the keyboard into the first control that is at fault, once it is drawn.
    pub fn focus_first(self) {
        let selector = format!("#{} [aria-invalid=true]", self.element_id());
        request_animation_frame(move || {
            let first = document().query_selector(&selector).ok().flatten();
            if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                drop(element.focus());
            }
        });
    }
}

impl Fault {
    fn found_here(error: FieldError) -> Self {
        let FieldError { pointer, code, params } = error;
        Self { pointer, text: (move || code.message(locale(), &params)).into() }
    }
}

/// `/emails/0` belongs to the field `/emails`.
fn belongs(pointer: &str, field: &str) -> bool {
    pointer.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
