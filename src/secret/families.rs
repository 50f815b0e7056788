//! The families of credentials that are known by their shape: a table of data.
//!
//! The shapes are those that the providers document, or show in the examples of their documentation.

/// A family of credentials.
#[derive(Debug)]
pub(super) struct Family {
    /// What it is, with its article.
    pub(super) name: &'static str,
    /// How one begins, in letters: what is looked for in all text.
    pub(super) starts: &'static [&'static str],
    /// The whole of it as a pattern over ASCII; what comes before and after must not be a letter, digit or `_`.
    pub(super) shape: &'static str,
    /// How many bytes of the whole stand before its `starts`; tried in this order. None where it stands first.
    pub(super) before: &'static [usize],
    /// Where the shape is described.
    pub(super) source: &'static str,
}

const fn family(
    name: &'static str,
    starts: &'static [&'static str],
    shape: &'static str,
    source: &'static str,
) -> Family {
    Family { name, starts, shape, before: &[], source }
}

/// All families.
#[rustfmt::skip]
pub(super) static FAMILIES: &[Family] = &[
    family("an AWS access key", &["AKIA", "ASIA", "ABIA", "ACCA"], r"A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}", "IAM user guide, unique identifiers"),
    family("a GitHub personal access token", &["ghp_"], r"ghp_[A-Za-z0-9]{36}", "GitHub docs, token formats"),
    family("a GitHub fine-grained token", &["github_pat_"], r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", "GitHub docs, token formats"),
    family("a GitHub OAuth token", &["gho_"], r"gho_[A-Za-z0-9]{36}", "GitHub docs, token formats"),
    family("a GitHub app token", &["ghu_", "ghs_"], r"gh[us]_[A-Za-z0-9]{36}", "GitHub docs, token formats"),
    family("a GitHub refresh token", &["ghr_"], r"ghr_[A-Za-z0-9]{36,76}", "GitHub docs, token formats"),
    family("a GitLab token", &["glpat-", "gldt-", "glrt-", "glcbt-", "glsoat-", "glimt-", "glft-", "glagent-", "glffct-"], r"gl(?:pat|dt|rt|cbt|soat|imt|ft|agent|ffct)-[A-Za-z0-9_.-]{20,300}", "GitLab docs, token prefixes"),
    family("a GitLab trigger token", &["glptt-"], r"glptt-[0-9a-f]{40}", "GitLab docs, token prefixes"),
    family("a Slack token", &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe."], r"xox(?:[bpars]|e|e\.xox[bp])-[A-Za-z0-9-]{20,250}", "Slack API docs, token types"),
    family("a Slack app token", &["xapp-"], r"xapp-[0-9]-[A-Z0-9]{8,14}-[0-9]{8,16}-[a-f0-9]{32,80}", "Slack API docs, token types"),
    family("a Slack webhook", &["hooks.slack.com/"], r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,120}", "Slack API docs, incoming webhooks"),
    family("a Stripe key", &["sk_live_", "rk_live_", "sk_test_", "rk_test_"], r"[sr]k_(?:live|test)_[A-Za-z0-9]{10,250}", "Stripe docs, API keys"),
    family("a Stripe webhook secret", &["whsec_"], r"whsec_[A-Za-z0-9+/=]{24,100}", "Stripe docs, webhooks"),
    family("a Google API key", &["AIza"], r"AIza[A-Za-z0-9_-]{35}", "Google Cloud docs, API keys"),
    family("a Google OAuth client secret", &["GOCSPX-"], r"GOCSPX-[A-Za-z0-9_-]{28}", "Google identity docs"),
    family("a Google access token", &["ya29."], r"ya29\.[A-Za-z0-9_-]{30,400}", "Google identity docs"),
    family("an npm token", &["npm_"], r"npm_[A-Za-z0-9]{36}", "npm docs, access tokens"),
    family("a PyPI token", &["pypi-"], r"pypi-AgE[A-Za-z0-9_-]{50,400}", "PyPI help, API tokens"),
    family("a RubyGems key", &["rubygems_"], r"rubygems_[a-f0-9]{48}", "RubyGems guides, API keys"),
    family("a crates.io token", &["cio"], r"cio[A-Za-z0-9]{32}", "crates.io, token format"),
    family("a NuGet key", &["oy2"], r"oy2[a-z0-9]{43}", "NuGet docs, API keys"),
    family("a Docker Hub token", &["dckr_pat_", "dckr_oat_"], r"dckr_[po]at_[A-Za-z0-9_-]{27,32}", "Docker docs, access tokens"),
    family("a DigitalOcean token", &["dop_v1_", "doo_v1_", "dor_v1_"], r"do[opr]_v1_[a-f0-9]{64}", "DigitalOcean docs, tokens"),
    family("a SendGrid key", &["SG."], r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", "SendGrid docs, API keys"),
    family("a Twilio key", &["SK"], r"SK[0-9a-f]{32}", "Twilio docs, API keys"),
    family("a Mailgun key", &["key-"], r"key-[0-9a-f]{32}", "Mailgun docs, API keys"),
    Family { name: "a Mailchimp key", starts: &["-us"], shape: r"[0-9a-f]{32}-us[0-9]{1,2}", before: &[32], source: "Mailchimp docs, API keys" },
    family("a Brevo key", &["xkeysib-", "xsmtpsib-"], r"x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}", "Brevo docs, API keys"),
    family("a Shopify token", &["shpat_", "shpca_", "shppa_", "shpss_", "shptka_"], r"shp(?:at|ca|pa|ss|tka)_[A-Fa-f0-9]{32}", "Shopify docs, authentication"),
    family("a Square token", &["sq0atp-", "sq0csp-"], r"sq0(?:atp-[A-Za-z0-9_-]{22}|csp-[A-Za-z0-9_-]{43})", "Square docs, access tokens"),
    family("a PayPal token", &["access_token$production$"], r"access_token\$production\$[a-z0-9]{16}\$[0-9a-f]{32}", "Braintree docs, access tokens"),
    family("an OpenAI key", &["sk-"], r"sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,200}|(?:[a-z]+-)?[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48})", "OpenAI docs, API keys"),
    family("an Anthropic key", &["sk-ant-"], r"sk-ant-[a-z]+[0-9]{2}-[A-Za-z0-9_-]{80,120}", "Anthropic docs, API keys"),
    family("a Hugging Face token", &["hf_"], r"hf_[A-Za-z]{34}", "Hugging Face docs, access tokens"),
    family("a Groq key", &["gsk_"], r"gsk_[A-Za-z0-9]{52}", "Groq docs, API keys"),
    family("a Replicate token", &["r8_"], r"r8_[A-Za-z0-9]{37}", "Replicate docs, API tokens"),
    family("a Vault token", &["hvs.", "hvb.", "hvr."], r"hv[sbr]\.[A-Za-z0-9_-]{24,300}", "Vault docs, tokens"),
    Family { name: "a Terraform Cloud token", starts: &[".atlasv1."], shape: r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}", before: &[14], source: "Terraform docs, API tokens" },
    family("a Databricks token", &["dapi"], r"dapi[0-9a-f]{32}(?:-[0-9])?", "Databricks docs, access tokens"),
    family("an Atlassian token", &["ATATT3", "ATCTT3", "ATBB", "ATCTT"], r"AT(?:(?:ATT3|CTT3)[A-Za-z0-9_=-]{60,220}|BB[A-Za-z0-9]{32})", "Atlassian docs, API tokens"),
    family("a Linear key", &["lin_api_", "lin_oauth_"], r"lin_(?:api|oauth)_[A-Za-z0-9]{40,64}", "Linear docs, API"),
    family("a Notion token", &["ntn_", "secret_"], r"(?:ntn_[A-Za-z0-9]{40,50}|secret_[A-Za-z0-9]{43})", "Notion docs, authorization"),
    family("a Figma token", &["figd_"], r"figd_[A-Za-z0-9_-]{40,60}", "Figma docs, access tokens"),
    family("an Airtable token", &["pat"], r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}", "Airtable docs, personal access tokens"),
    family("a HubSpot token", &["pat-"], r"pat-[a-z]{2}[0-9]-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "HubSpot docs, private apps"),
    family("a New Relic key", &["NRAK-", "NRII-", "NRJS-"], r"NR(?:AK-[A-Z0-9]{27}|II-[A-Za-z0-9_-]{32}|JS-[a-f0-9]{19})", "New Relic docs, API keys"),
    family("a Grafana token", &["glsa_", "glc_"], r"gl(?:sa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|c_[A-Za-z0-9+/=]{32,400})", "Grafana docs, service accounts"),
    family("a Sentry token", &["sntrys_", "sntryu_"], r"sntry(?:s_eyJ[A-Za-z0-9+/=_-]{40,400}|u_[a-f0-9]{64})", "Sentry docs, auth tokens"),
    family("a Dynatrace token", &["dt0c01."], r"dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}", "Dynatrace docs, token format"),
    family("a PlanetScale token", &["pscale_"], r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}", "PlanetScale docs, service tokens"),
    family("a Supabase token", &["sbp_", "sb_secret_"], r"sb(?:p_[a-f0-9]{40}|_secret_[A-Za-z0-9_-]{30,60})", "Supabase docs, API keys"),
    family("a Postman key", &["PMAK-"], r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}", "Postman docs, API keys"),
    family("a Pulumi token", &["pul-"], r"pul-[a-f0-9]{40}", "Pulumi docs, access tokens"),
    family("a Doppler token", &["dp."], r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}", "Doppler docs, token formats"),
    family("a Heroku key", &["HRKU-"], r"HRKU-[A-Za-z0-9_-]{36,64}", "Heroku docs, API"),
    family("a Fly.io token", &["fo1_", "fm2_"], r"f(?:o1_[A-Za-z0-9_-]{43}|m2_[A-Za-z0-9+/=]{100,800})", "Fly.io docs, tokens"),
    family("a Netlify token", &["nfp_", "nfc_"], r"nf[pc]_[A-Za-z0-9]{36,40}", "Netlify docs, access tokens"),
    family("a Cloudflare origin key", &["v1.0-"], r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}", "Cloudflare docs, origin CA keys"),
    family("a Tailscale key", &["tskey-"], r"tskey-[a-z]+-[A-Za-z0-9]{10,30}(?:-[A-Za-z0-9]{20,40})?", "Tailscale docs, auth keys"),
    family("an Artifactory key", &["AKCp", "cmVmdGtu"], r"(?:AKCp[A-Za-z0-9]{69}|cmVmdGtu[A-Za-z0-9]{56})", "JFrog docs, API keys"),
    family("an Alibaba Cloud key", &["LTAI"], r"LTAI[A-Za-z0-9]{16,26}", "Alibaba Cloud docs, AccessKey"),
    family("an Azure storage key", &["AccountKey=", "SharedAccessKey="], r"(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,90}={1,2}", "Azure docs, connection strings"),
    Family { name: "an Azure client secret", starts: &["Q~"], shape: r"[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}", before: &[4], source: "Microsoft Entra, client secrets" },
    family("an Azure signature", &["sig="], r"sig=[A-Za-z0-9%]{40,80}(?:%3[Dd]|=)", "Azure docs, shared access signatures"),
    family("a Teams webhook", &["webhook.office.com/"], r"webhook\.office\.com/webhookb2/[A-Za-z0-9@/-]{60,200}", "Microsoft Teams docs, webhooks"),
    family("a Discord webhook", &["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"], r"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,90}", "Discord docs, webhooks"),
    Family { name: "a Telegram bot token", starts: &[":AA"], shape: r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}", before: &[10, 9, 8], source: "Telegram docs, bot API" },
    family("a Facebook token", &["EAACEdEose0cBA", "EAAG", "EAAB"], r"EAA(?:CEdEose0cBA|[GB])[A-Za-z0-9]{80,250}", "Meta docs, access tokens"),
    family("a private age key", &["AGE-SECRET-KEY-1"], r"AGE-SECRET-KEY-1[AC-HJ-NP-Z02-9]{58}", "age, specification"),
    family("a JSON Web Token", &["eyJ"], r"eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,700}", "RFC 7519"),
    family("a private key", &["Private-Lines: "], r"Private-Lines: [0-9]{1,3}(?:\r?\n[ \t]*[A-Za-z0-9+/=]{4,64}){1,60}", "PuTTY documentation, file format"),
];
