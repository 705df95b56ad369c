//! A call of the API: its route, what it takes, what it answers and who answers it, said in one place.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, Paths,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{AdditionalProperties, KnownFormat, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ContentBuilder, PathItem, Ref, RefOr, Required, Response, ResponseBuilder, ResponsesBuilder,
    SchemaFormat,
};
use utoipa::{IntoResponses, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;

use super::field::Field;
use super::problem::{FaultBody, ProblemBody, Problems};
use super::shapes::Done;
use crate::WebState;
use crate::routes::{Routes, Rule};

/// A call.
pub(super) struct Call {
    method: Method,
    path: &'static str,
    id: &'static str,
    what: &'static str,
    text: &'static str,
    parameters: Vec<Field>,
    content: Vec<Field>,
    answer: Answer,
    handler: MethodRouter<WebState>,
}

/// What a call answers when it is served.
struct Answer {
    name: String,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Answer {
    fn of<A: ToSchema>() -> Self {
        let mut schemas = Vec::new();
        A::schemas(&mut schemas);
        schemas.push((A::name().into_owned(), A::schema()));
        Self {
            name: A::name().into_owned(),
            schemas,
        }
    }
}

impl Call {
    /// What reads: it changes nothing.
    pub(super) fn read<A: ToSchema, H, T>(
        path: &'static str,
        id: &'static str,
        what: &'static str,
        text: &'static str,
        to: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            id,
            what,
            text,
            parameters: Vec::new(),
            content: Vec::new(),
            answer: Answer::of::<A>(),
            handler: on(MethodFilter::GET, to),
        }
    }

    /// What acts: done once under the name that the caller gives it.
    pub(super) fn act<H, T>(
        path: &'static str,
        id: &'static str,
        what: &'static str,
        text: &'static str,
        to: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            answer: Answer::of::<Done>(),
            handler: on(MethodFilter::POST, to),
            ..Self::read::<Done, _, _>(path, id, what, text, nothing)
        }
    }

    /// The same, with what its address may say.
    pub(super) fn asking(mut self, parameters: impl IntoIterator<Item = Field>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    /// The same, with what its content says.
    pub(super) fn taking(mut self, content: impl IntoIterator<Item = Field>) -> Self {
        self.content.extend(content);
        self
    }

    /// The same, whose content may be of so many bytes.
    pub(super) fn up_to(mut self, bytes: usize) -> Self {
        self.handler = self.handler.layer(DefaultBodyLimit::max(bytes));
        self
    }

    /// Declares the call, with the rule of the API.
    pub(super) fn declared(&self, routes: Routes) -> Routes {
        let method = Some(self.method.clone());
        routes.declare(method, self.path, Rule::Program, self.what)
    }

    /// The call, described and served.
    pub(super) fn routed(self) -> UtoipaMethodRouter<WebState> {
        let operation = self.operation();
        let method = if self.is_act() {
            HttpMethod::Post
        } else {
            HttpMethod::Get
        };
        let mut paths = Paths::new();
        let item = PathItem::new(method, operation);
        paths.paths.insert(self.path.to_owned(), item);
        let mut schemas = self.answer.schemas;
        schemas.extend([
            (ProblemBody::name().into_owned(), schema::<ProblemBody>()),
            (FaultBody::name().into_owned(), schema::<FaultBody>()),
        ]);
        (schemas, paths, self.handler)
    }

    fn is_act(&self) -> bool {
        self.method == Method::POST
    }

    fn operation(&self) -> Operation {
        let named = self.path.split('/').filter_map(in_path);
        let asked = self.parameters.iter().map(in_query);
        let header = self.is_act().then(call_name);
        let parameters: Vec<Parameter> = named.chain(asked).chain(header).collect();
        let (status, said) = if self.is_act() {
            ("201", "C’est fait.")
        } else {
            ("200", "Voici.")
        };
        let answer = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(&self.answer.name)))
            .build();
        let answer = ResponseBuilder::new()
            .description(said)
            .content("application/json", answer)
            .build();
        let responses = ResponsesBuilder::new()
            .responses_from_iter(refusals())
            .response(status, answer)
            .build();
        let operation = OperationBuilder::new()
            .tag(if self.is_act() { "Actes" } else { "Jeunes" })
            .operation_id(Some(self.id))
            .summary(Some(self.what.trim_end_matches(" (logiciel)")))
            .description(Some(self.text))
            .security(SecurityRequirement::new("cle", Vec::<String>::new()))
            .responses(responses);
        let operation = parameters
            .into_iter()
            .fold(operation, OperationBuilder::parameter);
        if !self.is_act() {
            return operation.build();
        }
        let content = ContentBuilder::new().schema(Some(self.content())).build();
        let needed = if self.content.iter().any(Field::is_needed) {
            Required::True
        } else {
            Required::False
        };
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(needed))
            .build();
        operation.request_body(Some(body)).build()
    }

    /// The content of an act: these fields and no others.
    fn content(&self) -> Schema {
        let object = ObjectBuilder::new().schema_type(Type::Object);
        let object = object.additional_properties(Some(AdditionalProperties::FreeForm(false)));
        let content = self.content.iter().fold(object, |object, field| {
            let object = object.property(field.name(), field.schema(true));
            if field.is_needed() {
                object.required(field.name())
            } else {
                object
            }
        });
        Schema::Object(content.build())
    }
}

/// The refusals that every call may meet, whose content is described once.
fn refusals() -> impl Iterator<Item = (String, RefOr<Response>)> {
    let body = Ref::from_schema_name(ProblemBody::name());
    Problems::responses()
        .into_iter()
        .map(move |(status, refusal)| {
            let refusal = match refusal {
                RefOr::T(mut refusal) => {
                    for content in refusal.content.values_mut() {
                        let named = ContentBuilder::new().schema(Some(body.clone()));
                        *content = RefOr::T(named.build());
                    }
                    RefOr::T(refusal)
                }
                known @ RefOr::Ref(_) => known,
            };
            (status, refusal)
        })
}

/// The answer of a call before it has its handler.
async fn nothing() {}

fn schema<S: ToSchema>() -> RefOr<Schema> {
    S::schema()
}

/// What a part of an address names.
fn in_path(part: &str) -> Option<Parameter> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    let key = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(match name {
            "person" => "Le jeune",
            "referral" => "L’orientation",
            "task" => "La tâche",
            "obstacle" => "Le frein",
            "appointment" => "Le rendez-vous",
            other => other,
        }))
        .schema(Some(key));
    Some(parameter.build())
}

fn in_query(field: &Field) -> Parameter {
    let required = if field.is_needed() {
        Required::True
    } else {
        Required::False
    };
    ParameterBuilder::new()
        .name(field.name())
        .parameter_in(ParameterIn::Query)
        .required(required)
        .description(Some(field.text()))
        .schema(Some(field.schema(false)))
        .build()
}

fn call_name() -> Parameter {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(super::caller::LONGEST_NAME));
    ParameterBuilder::new()
        .name(super::caller::CALL_NAME)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Le nom que vous donnez à cet appel : renvoyé sous le même nom dans les 24 heures, il ne fait rien de plus.",
        ))
        .schema(Some(text))
        .build()
}
