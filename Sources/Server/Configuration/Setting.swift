/// One thing that an operator can set: by flag, by environment variable, or in the configuration file, in that order.
package struct Setting: Sendable {
    /// As in the file, where a dot means nesting: `log.level`.
    package let key: String
    package let standard: String?
    package let isSecret: Bool
    package let summary: String

    /// `LATCHKEY_LOG_LEVEL`
    package var variable: String { "LATCHKEY_" + key.uppercased().replacing(".", with: "_").replacing("-", with: "_") }

    private init(_ key: String, standard: String? = nil, isSecret: Bool = false, _ summary: String) {
        self.key = key
        self.standard = standard
        self.isSecret = isSecret
        self.summary = summary
    }

    static let data = Setting("data", standard: "data", "the data directory")
    static let host = Setting("host", standard: "127.0.0.1", "the address to listen on; 0.0.0.0 for every IPv4 interface")
    static let port = Setting("port", standard: "8080", "the port to listen on; 0 for any free one")
    static let publicURL = Setting("public.url", "the address that people and programs use, such as https://data.example.com")
    static let secret = Setting("secret", isSecret: true, "the server secret itself, base64 of at least 32 bytes")
    static let secretFile = Setting(
        "secret.file", "the file with the server secret; latchkey.secret in the data directory when unset")
    static let certificate = Setting("tls.certificate", "a PEM file with the certificate chain; turns TLS on")
    static let privateKey = Setting("tls.private.key", "a PEM file with the certificate's private key")
    static let logLevel = Setting("log.level", standard: "info", "trace, debug, info, notice, warning, error or critical")
    static let logFormat = Setting("log.format", standard: "text", "text or json")
    static let connections = Setting("limit.connections", standard: "10000", "how many connections may be open at once")
    static let idle = Setting("limit.idle.seconds", standard: "60", "after how many seconds a silent connection is closed")

    static let usageDays = Setting("usage.days", standard: "90", "for how many days it is kept what each key did")
    static let columnsMemory = Setting(
        "columns.memory", standard: "512",
        "how many MiB the columns of all brands, which answer queries, may take; those unused for longest are let go")
    static let trustedProxies = Setting(
        "trusted.proxies",
        "the proxies whose X-Forwarded-For is believed: addresses and CIDR blocks, comma-separated; nobody's when unset")
    static let auditHeadFile = Setting(
        "audit.head.file", "the file to which the signed head of the audit log is appended each hour; off when unset")
    static let auditHeadURL = Setting(
        "audit.head.url", isSecret: true,
        "the address to which the signed head of the audit log is posted each hour; off when unset")

    static let webhookAllow = Setting(
        "webhook.allow",
        "addresses and CIDR blocks beside the public internet that webhooks may point to, comma-separated; none when unset")

    static let gitHubKeys = Setting(
        "github.keys",
        "the file with GitHub's public keys, which makes signed reports of its secret scanning count; read again when it changes")
    static let leaksPerMinute = Setting(
        "leaks.per.minute", standard: "60", "how many reports of leaked keys one address may send in a minute")

    static let mailFrom = Setting("mail.from", "whom mail is from, such as Latchkey <latchkey@example.com>")
    static let mailSendmail = Setting(
        "mail.sendmail",
        "the program that mail is given to, such as /usr/sbin/sendmail; mail is off when neither this nor a host is set"
    )
    static let mailHost = Setting(
        "mail.smtp.host", "the server that mail is given to; mail is off when neither this nor a program is set")
    static let mailPort = Setting("mail.smtp.port", "its port; 587, 465 or 25 after mail.smtp.tls when unset")
    static let mailSecurity = Setting("mail.smtp.tls", standard: "starttls", "starttls, implicit or none")
    static let mailUser = Setting("mail.smtp.user", "who signs in there; nobody when unset")
    static let mailPasswordFile = Setting("mail.smtp.password.file", "the file with that user's password")
    static let mailAuthorities = Setting(
        "mail.smtp.authorities", "a PEM file with the authorities that may vouch for it; those of the system when unset")

    static let oidcIssuer = Setting(
        "oidc.issuer", "the address of the OpenID provider by which people can sign in; passwords only when unset")
    static let oidcClientID = Setting("oidc.client.id", "the name under which this server is registered there")
    static let oidcSecretFile = Setting("oidc.client.secret.file", "the file with the secret that goes with it")
    static let oidcName = Setting("oidc.name", "what people call the provider; its host when unset")
    static let oidcAuthorities = Setting(
        "oidc.authorities", "a PEM file with the authorities that may vouch for it; those of the system when unset")

    package static let all = [
        data, host, port, publicURL, trustedProxies, secret, secretFile, certificate, privateKey, logLevel, logFormat,
        connections, idle, usageDays, columnsMemory, auditHeadFile, auditHeadURL, webhookAllow,
        gitHubKeys, leaksPerMinute, mailFrom, mailSendmail, mailHost, mailPort, mailSecurity, mailUser, mailPasswordFile,
        mailAuthorities, oidcIssuer, oidcClientID, oidcSecretFile, oidcName, oidcAuthorities,
    ]
}
