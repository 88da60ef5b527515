internal import APIKeys
internal import ArgumentParser
internal import Foundation
internal import Server

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server.",
        discussion: """
            Serves the dashboard at / and the data API at /v1. Stops on SIGTERM or Ctrl-C, after the requests in flight.
            An empty data directory is made ready; keep latchkey.secret with its database, apart from each other in backups.
            """)

    @OptionGroup var options: DataOptions

    @Option(help: "The address to listen on; 0.0.0.0 for every IPv4 interface. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "The port to listen on; 0 for any free one. (default: 8080)")
    var port: String?

    @Option(help: ArgumentHelp("The address that people use, such as https://data.example.com.", valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp("A PEM file with the certificate chain; with --tls-private-key it turns TLS on.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("A PEM file with the certificate's private key.", valueName: "file"))
    var tlsPrivateKey: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?

    @Option(help: "text or json. (default: text)")
    var logFormat: String?

    @Flag(help: "On an empty data directory, make a demo agency with brands and a key.")
    var demo = false

    @Option(help: ArgumentHelp("How many made-up responses the first brand of the demo agency has.", valueName: "number"))
    var demoResponses = 50_000

    func run() async throws {
        let settings = try await options.settings([
            "host": host, "port": port, "public.url": publicURL, "tls.certificate": tlsCertificate,
            "tls.private.key": tlsPrivateKey, "log.level": logLevel, "log.format": logFormat,
        ])
        let installation = try await DataDirectory(settings.data).open(settings, creating: true)
        var bar = ProgressBar()
        let credentials =
            demo
            ? try await Demo.seed(installation, responses: demoResponses) { brand, count in
                bar.show("Making up responses for \(brand)", count)
            } : nil
        bar.clear()
        let json = options.json
        try await serve(settings, installation, logger: settings.makeLogger()) { port in
            let base = settings.baseURL(port: port)
            if let credentials, !json { print(Self.welcome(credentials, base: base)) }
            print(json ? "{\"listening\":\"\(base)\"}" : "Listening on \(base)")
            // Whoever waits for this line reads a pipe.
            fflush(nil)
        }
    }

    private static func welcome(_ credentials: Demo.Credentials, base: String) -> String {
        """

        Welcome to Latchkey. A demo agency was made; this is shown once:

          Dashboard   \(base)/
          Sign in as  \(credentials.email)
          Password    \(credentials.password)
          Demo key    \(credentials.token.reveal())

        Try it:

          curl -H "Authorization: Bearer \(credentials.token.reveal())" \(base)/v1/brands

        """
    }
}
