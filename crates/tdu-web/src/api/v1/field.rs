//! The fields of a call, as its description tells them.

use serde_json::{Value, json};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, SchemaFormat};

/// A field of a content, or a parameter of an address.
pub(super) struct Field {
    name: &'static str,
    kind: Kind,
    needed: bool,
    text: &'static str,
    example: Option<Value>,
}

/// What a field holds.
enum Kind {
    Day,
    Hour,
    Text(usize),
    Yes,
    Number(i32, i32),
    Key,
    /// At most so many bytes.
    Bytes(usize),
    Code(Vec<&'static str>),
    /// At most so many.
    List(Box<Kind>, usize),
}

impl Field {
    fn new(name: &'static str, kind: Kind, text: &'static str) -> Self {
        Self {
            name,
            kind,
            needed: true,
            text,
            example: None,
        }
    }

    /// A civil day.
    pub(super) fn day(name: &'static str, text: &'static str) -> Self {
        Self::new(name, Kind::Day, text)
    }

    /// A civil day and an hour, on the territory's clock.
    pub(super) fn hour(name: &'static str, text: &'static str) -> Self {
        Self::new(name, Kind::Hour, text)
    }

    /// A text of so many letters at most.
    pub(super) fn text_of(name: &'static str, longest: usize, text: &'static str) -> Self {
        Self::new(name, Kind::Text(longest), text)
    }

    /// Yes or no.
    pub(super) fn yes(name: &'static str, text: &'static str) -> Self {
        Self::new(name, Kind::Yes, text)
    }

    /// A whole number between two.
    pub(super) fn number(
        name: &'static str,
        (least, most): (i32, i32),
        text: &'static str,
    ) -> Self {
        Self::new(name, Kind::Number(least, most), text)
    }

    /// A key.
    pub(super) fn key(name: &'static str, text: &'static str) -> Self {
        Self::new(name, Kind::Key, text)
    }

    /// Bytes, at most so many.
    pub(super) fn bytes(name: &'static str, most: usize, text: &'static str) -> Self {
        Self::new(name, Kind::Bytes(most), text)
    }

    /// Keys, at most so many.
    pub(super) fn keys(name: &'static str, most: usize, text: &'static str) -> Self {
        Self::new(name, Kind::List(Box::new(Kind::Key), most), text).optional()
    }

    /// A word of a closed list.
    pub(super) fn code<C: Copy>(
        name: &'static str,
        all: &[C],
        code: impl Fn(C) -> &'static str,
        text: &'static str,
    ) -> Self {
        let codes = all.iter().map(|one| code(*one)).collect();
        Self::new(name, Kind::Code(codes), text)
    }

    /// Words of a closed list.
    pub(super) fn codes<C: Copy>(
        name: &'static str,
        all: &[C],
        code: impl Fn(C) -> &'static str,
        text: &'static str,
    ) -> Self {
        let codes: Vec<&'static str> = all.iter().map(|one| code(*one)).collect();
        let most = codes.len();
        Self::new(name, Kind::List(Box::new(Kind::Code(codes)), most), text).optional()
    }

    /// Texts, at most so many of so many letters.
    pub(super) fn texts(
        name: &'static str,
        (most, longest): (usize, usize),
        text: &'static str,
    ) -> Self {
        Self::new(name, Kind::List(Box::new(Kind::Text(longest)), most), text).optional()
    }

    /// The same, that may be absent.
    pub(super) fn optional(mut self) -> Self {
        self.needed = false;
        self
    }

    /// The same, with an example.
    pub(super) fn like(mut self, example: impl Into<Value>) -> Self {
        self.example = Some(example.into());
        self
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn text(&self) -> &'static str {
        self.text
    }

    pub(super) fn is_needed(&self) -> bool {
        self.needed
    }

    /// Its schema: what may be absent from a content may be null there too.
    pub(super) fn schema(&self, in_content: bool) -> RefOr<Schema> {
        let null = in_content && !self.needed;
        let schema = self.kind.schema(null, self.text, self.example.clone());
        RefOr::T(schema)
    }
}

impl Kind {
    fn schema(&self, null: bool, text: &str, example: Option<Value>) -> Schema {
        let of = |kind: Type| match (null, kind) {
            (true, kind) => SchemaType::Array(vec![kind, Type::Null]),
            (false, kind) => SchemaType::Type(kind),
        };
        if let Self::List(item, most) = self {
            let list = ArrayBuilder::new()
                .schema_type(of(Type::Array))
                .description(Some(text))
                .items(RefOr::T(item.schema(false, "", None)))
                .max_items(Some(*most))
                .examples(example);
            return Schema::Array(list.build());
        }
        let object = ObjectBuilder::new()
            .description(Some(text).filter(|text| !text.is_empty()))
            .examples(example);
        let known = |format| Some(SchemaFormat::KnownFormat(format));
        let object = match self {
            Self::Day => object
                .schema_type(of(Type::String))
                .format(known(KnownFormat::Date)),
            Self::Hour => object
                .schema_type(of(Type::String))
                .pattern(Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")),
            Self::Text(longest) => object
                .schema_type(of(Type::String))
                .max_length(Some(*longest)),
            Self::Yes => object.schema_type(of(Type::Boolean)),
            Self::Number(least, most) => object
                .schema_type(of(Type::Integer))
                .minimum(Some(*least))
                .maximum(Some(*most)),
            Self::Key => object
                .schema_type(of(Type::String))
                .format(known(KnownFormat::Uuid)),
            Self::Bytes(most) => object
                .schema_type(of(Type::String))
                .content_encoding("base64")
                .max_length(Some(most.div_ceil(3) * 4)),
            Self::Code(codes) => {
                let null = null.then_some(Value::Null);
                let codes = codes.iter().map(|code| json!(code)).chain(null);
                object
                    .schema_type(of(Type::String))
                    .enum_values(Some(codes))
            }
            Self::List(..) => object,
        };
        Schema::Object(object.build())
    }
}
