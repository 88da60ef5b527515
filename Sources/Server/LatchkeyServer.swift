public import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Web

/// The server as a library, for programs that embed it: the benchmarks do.
public enum LatchkeyServer {
    /// Serves the data directory until SIGTERM or SIGINT.
    ///
    /// - Parameter fixed: paths that are answered with these JSON bytes and without a key, in the way in which the gated list of brands is.
    /// - Throws: an error whose description says what to mend.
    public static func run(data: URL, host: String, port: Int, fixed: [String: [UInt8]] = [:]) async throws {
        let settings = try await Settings.read(flags: ["data": data.path, "host": host, "port": String(port)])
        let installation = try await DataDirectory(data).open(settings, creating: false)
        try await serve(settings, installation, logger: settings.makeLogger()) { routes in
            for (path, bytes) in fixed {
                let body = ByteBuffer(bytes: bytes)
                let headers: HTTPFields = [
                    .contentType: "application/json", .xContentTypeOptions: "nosniff",
                    .contentLength: String(body.readableBytes), .cacheControl: "no-store",
                ]
                let answer = Answer(headers: headers, body: body)
                routes.direct.get(path) { _ in answer }
                routes.router.get(RouterPath(path)) { _, _ in answer.response }
            }
        } listening: { port in
            print("Listening on http://\(host):\(port)")
            fflush(nil)
        }
    }
}
