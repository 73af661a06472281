//! The page's types are the client's: `ui/src/api/types.gen.ts` holds what ts-rs makes of them today. `make types`
//! writes the file anew; without it a difference fails here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::{collections::BTreeMap, fs, path::Path};

use client::{
    error::Problem,
    event::{Event, Link},
    requests, settings, view,
};
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "// Made by `make types` from the Rust types in crates/client. Do not edit.\n";

/// Declarations by name.
#[derive(Default)]
struct Types(BTreeMap<String, String>);

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::default();
        // Only types of ours have a place to be written to; their parts are visited even so.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declared = format!("{docs}export {}\n", T::decl(&config));
            if self.0.insert(T::ident(&config), declared).is_some() {
                return;
            }
        }
        T::visit_dependencies(self);
    }
}

fn types() -> String {
    let mut types = Types::default();
    types.visit::<Event>();
    types.visit::<Problem>();
    types.visit::<view::ServerView>();
    types.visit::<view::Page>();
    types.visit::<requests::NewAccount>();
    types.visit::<requests::Registered>();
    types.visit::<requests::SignIn>();
    types.visit::<requests::TokenSignIn>();
    types.visit::<requests::PasswordReset>();
    types.visit::<requests::CodeRequest>();
    types.visit::<requests::CodeSent>();
    types.visit::<requests::CodeSignIn>();
    types.visit::<requests::Cursor>();
    types.visit::<requests::Meant>();
    types.visit::<requests::Attachment>();
    types.visit::<requests::Kept>();
    types.visit::<view::BroughtView>();
    types.visit::<view::RecordedView>();
    types.visit::<view::StorageView>();
    types.visit::<requests::ConversationAct>();
    types.visit::<requests::Written>();
    types.visit::<requests::MessageAct>();
    types.visit::<requests::Forward>();
    types.visit::<requests::Say>();
    types.visit::<view::StickerView>();
    types.visit::<view::StickersAdded>();
    types.visit::<requests::Favoured>();
    types.visit::<view::FavouritesView>();
    types.visit::<view::MessageVersion>();
    types.visit::<view::Readers>();
    types.visit::<requests::Profile>();
    types.visit::<requests::About>();
    types.visit::<requests::Crop>();
    types.visit::<view::ProfileView>();
    types.visit::<view::PicturePreview>();
    types.visit::<view::CardView>();
    types.visit::<Link>();
    types.visit::<settings::Settings>();
    types.visit::<view::DeviceView>();
    types.visit::<view::ContactsView>();
    types.visit::<view::PrivacyView>();
    types.visit::<view::KnownView>();
    types.visit::<view::MemberPage>();
    types.visit::<view::DepartedView>();
    types.visit::<view::Brought>();
    types.visit::<view::MadeGroup>();
    types.visit::<view::GroupChange>();
    types.visit::<view::Asked>();
    types.visit::<view::InvitationView>();
    types.visit::<view::BackupView>();
    types.visit::<requests::Search>();
    types.visit::<view::FoundView>();
    types.visit::<view::HitCount>();
    types.visit::<view::Onward>();
    let declared: Vec<_> = types.0.into_values().collect();
    let text = format!("{HEAD}\n{}", declared.join("\n"));
    // Documentation is printed with a space at the end of its empty lines.
    let lines: Vec<_> = text.split('\n').map(str::trim_end).collect();
    lines.join("\n")
}

#[test]
fn the_page_has_the_clients_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/api/types.gen.ts");
    let types = types();
    if std::env::var_os("SELKIE_WRITE_TYPES").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, types).unwrap();
        return;
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == types,
        "ui/src/api/types.gen.ts is not what the client's types are: run `make types`"
    );
}
