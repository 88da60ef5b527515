internal import APIKeys
package import Catalog
internal import Configuration
internal import Dashboard
package import Foundation
package import Logging
internal import SystemPackage
package import Web

/// The effective configuration.
package struct Settings: Sendable {
    package let data: URL
    package let host: String
    package let port: Int
    package let publicURL: String?
    package let trustedProxies: TrustedProxies
    package let secret: String?
    package let secretFile: URL
    package let certificate: String?
    package let privateKey: String?
    package let logLevel: Logger.Level
    package let logFormat: LineLogHandler.Format
    package let connections: Int
    package let idleSeconds: Int
    package let usageDays: Int
    /// In bytes.
    package let columnsMemory: Int
    package let auditHeadFile: URL?
    package let auditHeadURL: URL?
    package let webhookRule: WebhookAddressRule
    package let gitHubKeys: URL?
    package let leaksPerMinute: Int
    package let mail: MailSettings?
    package let openID: OpenIDSettings?

    /// Each setting's effective value and where it came from, in the order of ``Setting/all``; secrets masked.
    package let shown: [(setting: Setting, value: String?, source: String)]

    /// - Parameters:
    ///   - flags: what the command line set, by key.
    ///   - file: the configuration file; `nil` looks for `LATCHKEY_CONFIG` and then for `latchkey.yaml` in the data directory.
    /// - Throws: ``OperatorError`` for a file that cannot be read and for a value that makes no sense.
    package static func read(
        flags: [String: String] = [:], file: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Settings {
        let flagLayer = Layer(
            name: "flag",
            provider: InMemoryProvider(
                values: Dictionary(
                    uniqueKeysWithValues: flags.map {
                        (AbsoluteConfigKey(ConfigKey($0.key)), ConfigValue(.string($0.value), isSecret: false))
                    })))
        let variables = Layer(
            name: "environment",
            provider: EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "latchkey"))
        var layers = [flagLayer, variables]
        let named = file ?? environment["LATCHKEY_CONFIG"]
        let data = layers.lazy.compactMap { $0.value(.data) }.first ?? Setting.data.standard ?? "data"
        let path = named ?? URL(filePath: data).appending(path: "latchkey.yaml").path
        if named != nil || FileManager.default.isReadableFile(atPath: path) {
            do {
                layers.append(
                    Layer(name: path, provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(path))))
            } catch {
                throw OperatorError("The configuration file \(path) cannot be read: \(error)")
            }
        }
        return try Settings(layers: layers)
    }

    private init(layers: [Layer]) throws {
        var values: [String: String] = [:]
        shown = Setting.all.map { setting in
            let found = layers.lazy.compactMap { layer in layer.value(setting).map { ($0, layer.name) } }.first
            values[setting.key] = found?.0 ?? setting.standard
            let masked = setting.isSecret && found != nil ? "********" : found?.0 ?? setting.standard
            return (setting, masked, found?.1 ?? "default")
        }
        func integer(_ setting: Setting, _ range: ClosedRange<Int>) throws -> Int {
            let text = values[setting.key] ?? ""
            guard let value = Int(text), range.contains(value) else {
                throw OperatorError(
                    "\(setting.key) is \"\(text)\"; it must be a number from \(range.lowerBound) to \(range.upperBound).")
            }
            return value
        }
        func choice<Choice: RawRepresentable & CaseIterable>(_ setting: Setting, _: Choice.Type) throws -> Choice
        where Choice.RawValue == String {
            let text = values[setting.key] ?? ""
            guard let value = Choice(rawValue: text) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw OperatorError("\(setting.key) is \"\(text)\"; it must be one of \(names).")
            }
            return value
        }
        data = URL(filePath: values["data"] ?? "data", directoryHint: .isDirectory)
        host = values["host"] ?? "127.0.0.1"
        port = try integer(.port, 0...65_535)
        publicURL = try values["public.url"].map(Self.checkedURL)
        secret = values["secret"]
        secretFile = values["secret.file"].map { URL(filePath: $0) } ?? data.appending(path: "latchkey.secret")
        certificate = values["tls.certificate"]
        privateKey = values["tls.private.key"]
        guard (certificate == nil) == (privateKey == nil) else {
            throw OperatorError("TLS needs both tls.certificate and tls.private.key; only one of them is set.")
        }
        logLevel = try choice(.logLevel, Logger.Level.self)
        logFormat = try choice(.logFormat, LineLogHandler.Format.self)
        connections = try integer(.connections, 1...1_000_000)
        idleSeconds = try integer(.idle, 1...86_400)
        usageDays = try integer(.usageDays, 1...3650)
        columnsMemory = try integer(.columnsMemory, 1...1_048_576) << 20
        trustedProxies = try TrustedProxies(Self.blocks(.trustedProxies, values))
        auditHeadFile = values["audit.head.file"].map { URL(filePath: $0) }
        auditHeadURL = try values["audit.head.url"].map(Self.postAddress)
        webhookRule = WebhookAddressRule(allowing: try Self.blocks(.webhookAllow, values))
        gitHubKeys = values["github.keys"].map { URL(filePath: $0) }
        leaksPerMinute = try integer(.leaksPerMinute, 1...10_000)
        mail = try MailSettings(values)
        openID = try OpenIDSettings(values, publicURL: publicURL, callback: SitePath.providerCallback.address)
    }

    /// `https://host[:port]`, without a slash behind it.
    private static func checkedURL(_ text: String) throws -> String {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host() != nil,
            ["", "/"].contains(url.path()), url.query() == nil, url.fragment() == nil
        else {
            throw OperatorError("public.url is \"\(text)\"; it must look like https://data.example.com.")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Addresses and CIDR blocks, comma-separated.
    private static func blocks(_ setting: Setting, _ values: [String: String]) throws -> [AddressRange] {
        let parts = (values[setting.key] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return try parts.filter { !$0.isEmpty }.map { part in
            guard let range = AddressRange(part) else {
                throw OperatorError(
                    "\(setting.key) names \"\(part)\", which is no address and no block; write such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32, with no bits set behind the prefix."
                )
            }
            return range
        }
    }

    /// The text is not repeated: such an address often holds a secret.
    private static func postAddress(_ text: String) throws -> URL {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host() != nil,
            url.user() == nil, url.fragment() == nil
        else {
            throw OperatorError(
                "audit.head.url is no address to post to; it must look like https://logs.example.com/heads, without a user in it."
            )
        }
        return url
    }

    package var usesTLS: Bool { certificate != nil }

    /// Whether others can reach the server and nothing is known of a proxy that encrypts for it.
    var isOpenWithoutTLS: Bool {
        !usesTLS && !LocalHost.isLocal(host) && !(publicURL?.hasPrefix("https:") ?? false)
    }

    /// What links and examples begin with, when the server listens on `port`.
    package func baseURL(port: Int) -> String {
        if let publicURL { return publicURL }
        let shownHost = ["0.0.0.0", "::"].contains(host) ? "localhost" : host.contains(":") ? "[\(host)]" : host
        return "\(usesTLS ? "https" : "http")://\(shownHost):\(port)"
    }
}

/// One place that values come from.
private struct Layer {
    let name: String
    let reader: ConfigReader

    init(name: String, provider: some ConfigProvider) {
        self.name = name
        reader = ConfigReader(provider: provider)
    }

    /// Numbers in a YAML file are numbers, not texts.
    func value(_ setting: Setting) -> String? {
        let key = ConfigKey(setting.key)
        return reader.string(forKey: key, isSecret: setting.isSecret)
            ?? reader.int(forKey: key).map(String.init)
    }
}
