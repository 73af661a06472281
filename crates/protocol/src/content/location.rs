//! A place on the earth (109).

object! {
    /// 109.
    pub struct LocationContent {
        pub description: String = "description",
        /// Degrees, as whoever sent it says: they may be none that there are.
        pub longitude: f64 = "longitude",
        pub latitude: f64 = "latitude",
    }
}

impl LocationContent {
    /// Whether there is such a place.
    #[must_use]
    pub fn is_somewhere(&self) -> bool {
        (-90.0..=90.0).contains(&self.latitude) && (-180.0..=180.0).contains(&self.longitude)
    }
}
