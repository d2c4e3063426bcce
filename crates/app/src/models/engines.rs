//! Which engine does a piece of work: the one named in the request, else the default, else the one that is built in.

use domain::models::{
    Catalogue, CatalogueModel, KeyStyle, ModelConfig, OFFLINE, Provider, Purpose, StructuredOutput,
};
use domain::{Actor, Code, Error, Permission, Result};
use integrations::llm::Endpoint;
use persistence::api_keys::{self, SealedKey};
use persistence::{Scope, llm_configs, organizations};
use uuid::Uuid;

use super::keys;
use crate::App;

/// Tokens that are taken to fit into a model of which nothing is known.
const CONTEXT_TOKENS: u32 = 32_768;
/// Models that are asked one after another at most: the first, and two that it falls back to.
const ROUTES: usize = 3;

/// A model with everything that it takes to ask it.
#[derive(Clone, Debug)]
pub struct Route {
    /// Where it is, with the key.
    pub endpoint: Endpoint,
    /// How it can be held to a form.
    pub capability: StructuredOutput,
    /// Tokens that fit in, question and answer together.
    pub context_tokens: u32,
    /// Put before a task's own instructions.
    pub system_prompt: Option<String>,
}

/// Who is asked, in which order, and whether the built-in engine comes last.
#[derive(Debug)]
pub struct Plan {
    /// The models, the first choice first. None: the built-in engine does the work.
    pub routes: Vec<Route>,
    /// Whether the built-in engine may stand in: not for a model that was named in the request.
    pub falls_back: bool,
    /// Why the first choice is not among the routes.
    pub refused: Option<Code>,
}

impl Plan {
    const fn offline() -> Self {
        Self { routes: Vec::new(), falls_back: true, refused: None }
    }
}

/// What came of a plan.
#[derive(Debug)]
pub enum Outcome<T> {
    /// A model did the work.
    Model {
        /// What it gave.
        value: T,
        /// Provider and model.
        engine: String,
        /// Why it was not the first choice.
        instead: Option<Code>,
    },
    /// The built-in engine has to do it.
    Offline {
        /// Why no model did, when one was wanted.
        instead: Option<Code>,
    },
}

impl Plan {
    /// Asks the models in their order until one gives a value. Failures that no other model could mend end it.
    pub async fn run<T>(&self, work: impl AsyncFn(&Route) -> Result<T>) -> Result<Outcome<T>> {
        let mut instead = self.refused;
        let mut last = None;
        for route in &self.routes {
            match work(route).await {
                Ok(value) => return Ok(Outcome::Model { value, engine: route.endpoint.name(), instead }),
                Err(Error::Upstream(upstream)) => {
                    tracing::warn!(
                        model = upstream.name,
                        code = upstream.code.as_str(),
                        detail = upstream.detail,
                        "a model failed"
                    );
                    instead = instead.or(Some(upstream.code));
                    last = Some(upstream);
                }
                Err(other) => return Err(other),
            }
        }
        match last {
            Some(upstream) if !self.falls_back => Err(Error::Upstream(upstream)),
            _ => Ok(Outcome::Offline { instead }),
        }
    }
}

/// What can be chosen as an engine, for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the API")]
pub struct Choice {
    pub id: String,
    pub label: String,
    pub provider: String,
    pub model: String,
    pub purposes: Vec<Purpose>,
    pub context_tokens: Option<u32>,
    pub is_available: bool,
    pub is_default: bool,
}

/// Everything that can be chosen: the built-in engine, the organization's configurations, and the catalogue.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Choice>> {
    let known = app.db.read(actor, Permission::ModelRead, async |scope| Known::load(scope).await).await?;
    let default = known.default(Purpose::Parse).map(|chosen| chosen.id());
    let offline = Choice {
        id: OFFLINE.to_owned(),
        label: match actor.locale {
            domain::Locale::Zh => "离线引擎".to_owned(),
            domain::Locale::En => "Offline engine".to_owned(),
        },
        provider: OFFLINE.to_owned(),
        model: String::new(),
        purposes: vec![Purpose::Parse, Purpose::Draft],
        context_tokens: None,
        is_available: true,
        is_default: default.is_none(),
    };
    let configs = known.configs.iter().map(Chosen::Config);
    let models = Catalogue::standard().models.iter().map(Chosen::Catalogue);
    let choices = configs.chain(models).map(|chosen| known.choice(chosen, default.as_deref()));
    Ok(std::iter::once(offline).chain(choices).collect())
}

/// Who does a piece of work. `engine` is `offline`, the id of a model of the catalogue, or of a configuration.
pub(crate) async fn plan(app: &App, scope: &Scope, purpose: Purpose, engine: Option<&str>) -> Result<Plan> {
    if engine == Some(OFFLINE) {
        return Ok(Plan::offline());
    }
    let known = Known::load(scope).await?;
    match engine {
        Some(engine) => known.named(app, purpose, engine),
        None => known.by_default(app, purpose),
    }
}

/// What an organization, and the actor in it, can use.
pub(crate) struct Known {
    pub(crate) organization_id: Uuid,
    pub(crate) configs: Vec<ModelConfig>,
    pub(crate) keys: Vec<SealedKey>,
    pub(crate) ai_enabled: bool,
}

/// A configuration or a model of the catalogue.
#[derive(Clone, Copy)]
enum Chosen<'a> {
    Config(&'a ModelConfig),
    Catalogue(&'a CatalogueModel),
}

impl Chosen<'_> {
    fn id(&self) -> String {
        match self {
            Self::Config(config) => config.id.to_string(),
            Self::Catalogue(model) => model.id.clone(),
        }
    }

    fn provider(&self) -> Result<&'static Provider> {
        let code = match self {
            Self::Config(config) => &config.fields.provider,
            Self::Catalogue(model) => &model.provider,
        };
        let provider = Catalogue::standard().provider(code);
        provider.ok_or_else(|| Error::internal(format!("no provider {code} in the catalogue")))
    }

    fn purposes(&self) -> &[Purpose] {
        match self {
            Self::Config(config) => &config.fields.purposes,
            Self::Catalogue(model) => &model.purposes,
        }
    }
}

impl Known {
    /// Loads it, in three queries.
    pub(crate) async fn load(scope: &Scope) -> Result<Self> {
        Ok(Self {
            organization_id: scope.organization_id(),
            configs: llm_configs::active(scope).await?,
            keys: api_keys::usable(scope).await?,
            ai_enabled: organizations::settings(scope).await?.ai_enabled,
        })
    }

    fn choice(&self, chosen: Chosen<'_>, default: Option<&str>) -> Choice {
        let (label, provider, model, context_tokens) = match chosen {
            Chosen::Config(config) => {
                let fields = &config.fields;
                let known = in_catalogue(&fields.provider, &fields.model_name);
                (&fields.name, &fields.provider, &fields.model_name, known.map(|model| model.context_tokens))
            }
            Chosen::Catalogue(model) => {
                (&model.label, &model.provider, &model.model, Some(model.context_tokens))
            }
        };
        Choice {
            id: chosen.id(),
            label: label.clone(),
            provider: provider.clone(),
            model: model.clone(),
            purposes: chosen.purposes().to_vec(),
            context_tokens,
            is_available: self.is_available(chosen),
            is_default: default == Some(chosen.id().as_str()),
        }
    }

    fn is_available(&self, chosen: Chosen<'_>) -> bool {
        let named = match chosen {
            Chosen::Config(_) => true,
            Chosen::Catalogue(model) => !model.model.is_empty(),
        };
        let usable = |provider: &Provider| {
            provider.key_style == KeyStyle::None || self.key(chosen, provider).is_some()
        };
        self.ai_enabled && named && chosen.provider().is_ok_and(usable)
    }

    /// The configuration marked so, else the first model of the catalogue for which there is a key.
    fn default(&self, purpose: Purpose) -> Option<Chosen<'_>> {
        if !self.ai_enabled {
            return None;
        }
        let marked = self.configs.iter().find(|config| config.fields.is_default).map(Chosen::Config);
        let keyed = Catalogue::standard().models.iter().map(Chosen::Catalogue).filter(|chosen| {
            let needs_key = chosen.provider().is_ok_and(|provider| provider.key_style != KeyStyle::None);
            needs_key && self.is_available(*chosen)
        });
        marked.into_iter().chain(keyed).find(|chosen| chosen.purposes().contains(&purpose))
    }

    fn by_default(&self, app: &App, purpose: Purpose) -> Result<Plan> {
        let Some(chosen) = self.default(purpose) else { return Ok(Plan::offline()) };
        let mut plan = Plan::offline();
        let mut next = Some(chosen);
        // The number of steps is bounded, so that configurations that fall back to each other come to an end.
        for _ in 0..ROUTES {
            let Some(chosen) = next else { break };
            match self.route(app, chosen) {
                Ok(route) => plan.routes.push(route),
                Err(Error::Rule(code)) => plan.refused = plan.refused.or(Some(code)),
                Err(other) => return Err(other),
            }
            next = match chosen {
                Chosen::Config(config) => config.fields.fallback_config_id,
                Chosen::Catalogue(_) => None,
            }
            .and_then(|id| self.configs.iter().find(|config| config.id == id))
            .map(Chosen::Config);
        }
        Ok(plan)
    }

    fn named(&self, app: &App, purpose: Purpose, engine: &str) -> Result<Plan> {
        if !self.ai_enabled {
            return Err(Error::Rule(Code::AiDisabled));
        }
        let config = Uuid::try_parse(engine).ok().and_then(|id| self.configs.iter().find(|c| c.id == id));
        let chosen = match (config, Catalogue::standard().model(engine)) {
            (Some(config), _) => Chosen::Config(config),
            (None, Some(model)) if !model.model.is_empty() => Chosen::Catalogue(model),
            _ => return Err(Error::invalid("/engine", Code::UnknownReference)),
        };
        if !chosen.purposes().contains(&purpose) {
            return Err(Error::invalid("/engine", Code::UnknownValue));
        }
        Ok(Plan { routes: vec![self.route(app, chosen)?], falls_back: false, refused: None })
    }

    /// The route of a configuration, whether it is switched on or not.
    pub(crate) fn route_of(&self, app: &App, config: &ModelConfig) -> Result<Route> {
        self.route(app, Chosen::Config(config))
    }

    fn route(&self, app: &App, chosen: Chosen<'_>) -> Result<Route> {
        let provider = chosen.provider()?;
        let key = self.key(chosen, provider);
        if key.is_none() && provider.key_style != KeyStyle::None {
            return Err(Error::Rule(Code::NoApiKey));
        }
        let model = match chosen {
            Chosen::Config(config) => &config.fields.model_name,
            Chosen::Catalogue(model) => &model.model,
        };
        let own = match chosen {
            Chosen::Config(config) => config.fields.base_url.as_deref(),
            Chosen::Catalogue(_) => None,
        };
        let mut endpoint = keys::endpoint(app, provider, model, key, own)?;
        endpoint.organization_id = Some(self.organization_id);
        let known = in_catalogue(&provider.code, model);
        let mut route = Route {
            endpoint,
            capability: known.map_or(StructuredOutput::JsonObject, |model| model.structured_output),
            context_tokens: known.map_or(CONTEXT_TOKENS, |model| model.context_tokens),
            system_prompt: None,
        };
        if let Chosen::Config(config) = chosen {
            route.endpoint.temperature = config.fields.temperature;
            route.endpoint.top_p = config.fields.top_p;
            route.endpoint.max_tokens = config.fields.max_tokens;
            route.system_prompt = config.fields.system_prompt.clone();
        }
        Ok(route)
    }

    /// The key for a choice. One's own key goes only where its owner or the provider wants it: an address that a
    /// configuration brings along gets the organization's keys only.
    fn key(&self, chosen: Chosen<'_>, provider: &Provider) -> Option<&SealedKey> {
        let (named, address) = match chosen {
            Chosen::Config(config) => (config.fields.api_key_id, config.fields.base_url.as_deref()),
            Chosen::Catalogue(_) => (None, None),
        };
        let goes_there = |sealed: &&SealedKey| {
            let wanted = sealed.key.base_url.as_deref().unwrap_or(&provider.base_url);
            sealed.key.user_id.is_none() || address.is_none_or(|address| address == wanted)
        };
        match named {
            Some(id) => self.keys.iter().find(|sealed| sealed.key.id == id),
            None => self.keys.iter().filter(|sealed| sealed.key.provider == provider.code).find(goes_there),
        }
    }
}

/// The model of the catalogue by the provider's own name of it; for other models of a provider the one that may be any.
fn in_catalogue(provider: &str, model: &str) -> Option<&'static CatalogueModel> {
    let of_provider = || Catalogue::standard().models.iter().filter(|known| known.provider == provider);
    of_provider()
        .find(|known| known.model == model)
        .or_else(|| of_provider().find(|known| known.model.is_empty()))
}
