//! The kinds of device that a session names (`platformID`) and the classes that the device policies of OpenIM count
//! by. Knows no policy.

/// A kind of device. `ADMIN` is found in administrators' tokens only, never in a handshake.
pub const IOS: i32 = 1;
pub const ANDROID: i32 = 2;
pub const WINDOWS: i32 = 3;
pub const MACOS: i32 = 4;
pub const WEB: i32 = 5;
pub const MINI_WEB: i32 = 6;
pub const LINUX: i32 = 7;
pub const ANDROID_PAD: i32 = 8;
pub const IPAD: i32 = 9;
pub const ADMIN: i32 = 10;
pub const HARMONY_OS: i32 = 11;

/// Devices that policy 4 of OpenIM counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Pc,
    Mobile,
    Pad,
    Web,
    MiniWeb,
    Admin,
    HarmonyOs,
}

/// The class of a platform; `None` for a number that OpenIM does not list.
#[must_use]
pub const fn class(platform: i32) -> Option<Class> {
    match platform {
        WINDOWS | MACOS | LINUX => Some(Class::Pc),
        IOS | ANDROID => Some(Class::Mobile),
        ANDROID_PAD | IPAD => Some(Class::Pad),
        WEB => Some(Class::Web),
        MINI_WEB => Some(Class::MiniWeb),
        ADMIN => Some(Class::Admin),
        HARMONY_OS => Some(Class::HarmonyOs),
        _ => None,
    }
}

/// Whether a person may sign in from this platform: every listed one but `ADMIN`.
#[must_use]
pub const fn can_sign_in(platform: i32) -> bool {
    class(platform).is_some() && platform != ADMIN
}
