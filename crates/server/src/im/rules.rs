//! What an app's owner decides about chat. Knows no configuration file.

use protocol::platform::{self, Class};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What a plain OpenIM would do: no extension fields, no de-duplication.
    pub plain: bool,
    /// Days a token lives; none: for ever.
    pub token_days: Option<u32>,
    pub devices: DevicePolicy,
    pub groups: GroupRules,
    pub objects: ObjectRules,
    /// For so long whoever wrote a message takes it back; 0: for ever.
    pub revoke_ms: i64,
    /// Requests to be friends by one person in a minute.
    pub friend_requests_per_minute: u32,
    /// Searches for messages by one person in a minute.
    pub searches_per_minute: u32,
    /// Whether what people write is noted for an App Server.
    pub routes: bool,
}

/// How large groups get, and what those who come in see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupRules {
    pub members: u32,
    /// Beside the owner.
    pub admins: u32,
    /// Whether who comes in sees what was written before.
    pub history: bool,
    /// Changes to groups by one person in a minute.
    pub changes_per_minute: u32,
}

impl Default for GroupRules {
    fn default() -> Self {
        Self {
            members: 3_000,
            admins: 10,
            history: true,
            changes_per_minute: 120,
        }
    }
}

/// How much people may keep on the server, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectRules {
    /// Of one file; 0: no files are kept.
    pub file: u64,
    /// Of all files of one person.
    pub person: u64,
    /// Whether the name of an object is enough to read it.
    pub plain_names: bool,
    /// Days after which an object goes that nothing names.
    pub unused_days: u32,
}

impl Default for ObjectRules {
    fn default() -> Self {
        Self {
            file: 4 << 30,
            person: 16 << 30,
            plain_names: false,
            unused_days: 30,
        }
    }
}

impl Rules {
    pub(crate) fn token_life_ms(&self) -> Option<i64> {
        self.token_days.map(|days| i64::from(days) * DAY_MS)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            plain: false,
            token_days: None,
            devices: DevicePolicy::All,
            groups: GroupRules::default(),
            objects: ObjectRules::default(),
            revoke_ms: 0,
            friend_requests_per_minute: 30,
            searches_per_minute: 60,
            routes: false,
        }
    }
}

/// Which devices of one person may be signed in at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DevicePolicy {
    /// 0: all.
    All,
    /// 1: one of each platform.
    OnePerPlatform,
    /// 4: one of each class.
    OnePerClass,
    /// 5: computers freely, of everything else one.
    OneBesidePc,
}

impl DevicePolicy {
    /// From OpenIM's number.
    pub fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::All),
            1 => Some(Self::OnePerPlatform),
            4 => Some(Self::OnePerClass),
            5 => Some(Self::OneBesidePc),
            _ => None,
        }
    }

    /// Whether signing in on `new` ends a session on `old`. A token that is bound to no platform yet (0) ends nothing
    /// and is not ended.
    pub(crate) fn ends(self, new: i32, old: i32) -> bool {
        let (Some(new_class), Some(old_class)) = (platform::class(new), platform::class(old)) else {
            return false;
        };
        if new_class == Class::Admin || old_class == Class::Admin {
            return false;
        }
        match self {
            Self::All => false,
            Self::OnePerPlatform => new == old,
            Self::OnePerClass => new_class == old_class,
            Self::OneBesidePc => new_class != Class::Pc && old_class != Class::Pc,
        }
    }
}

#[cfg(test)]
mod tests {
    use protocol::platform::{ADMIN, ANDROID, IOS, IPAD, LINUX, WEB, WINDOWS};

    use super::DevicePolicy::{All, OneBesidePc, OnePerClass, OnePerPlatform};

    #[test]
    fn policies_end_what_openims_end() {
        for policy in [All, OnePerPlatform, OnePerClass, OneBesidePc] {
            assert!(!policy.ends(0, 0) && !policy.ends(WEB, 0) && !policy.ends(0, WEB));
            assert!(!policy.ends(ADMIN, ADMIN) && !policy.ends(IOS, ADMIN));
        }
        assert!(!All.ends(IOS, IOS));
        assert!(OnePerPlatform.ends(LINUX, LINUX) && !OnePerPlatform.ends(LINUX, WINDOWS));
        assert!(OnePerClass.ends(LINUX, WINDOWS) && OnePerClass.ends(IOS, ANDROID) && !OnePerClass.ends(IOS, IPAD));
        assert!(!OneBesidePc.ends(LINUX, LINUX) && OneBesidePc.ends(WEB, IOS) && !OneBesidePc.ends(WEB, LINUX));
    }
}
