//! Icons of the Lucide set, drawn in the colour of the text around them.

use leptos::prelude::*;

/// The icons: `lu::LuSearch`.
pub use icondata_lu as lu;

/// An icon that a text beside it explains; alone in a button, the button needs an `aria-label`.
#[component]
pub fn Icon(
    /// Which one, of [`lu`].
    icon: icondata_core::Icon,
    /// Its size and colour.
    #[prop(default = "size-4")]
    class: &'static str,
) -> AnyView {
    let class = format!("shrink-0 {class}");
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.data
        />
    }
    .into_any()
}

/// The picture of a page of the menu, by its name in the catalogue.
pub fn menu_icon(name: &str) -> icondata_core::Icon {
    match name {
        "activity" => lu::LuActivity,
        "at-sign" => lu::LuAtSign,
        "briefcase" => lu::LuBriefcase,
        "building" => lu::LuBuilding2,
        "chart" => lu::LuChartColumn,
        "file-text" => lu::LuFileText,
        "folders" => lu::LuFolders,
        "layout-dashboard" => lu::LuLayoutDashboard,
        "list-tree" => lu::LuListTree,
        "mail" => lu::LuMail,
        "mail-plus" => lu::LuMailPlus,
        "network" => lu::LuNetwork,
        "pen-line" => lu::LuPenLine,
        "radio" => lu::LuRadio,
        "scan-text" => lu::LuScanText,
        "scroll-text" => lu::LuScrollText,
        "send" => lu::LuSend,
        "server" => lu::LuServer,
        "settings" => lu::LuSettings,
        "shield-check" => lu::LuShieldCheck,
        "sparkles" => lu::LuSparkles,
        "target" => lu::LuTarget,
        "user-cog" => lu::LuUserCog,
        "users" => lu::LuUsers,
        _ => lu::LuFolder,
    }
}
