//! What staff and systems do: one function per act
