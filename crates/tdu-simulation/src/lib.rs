//! A region that behaves like the published figures
