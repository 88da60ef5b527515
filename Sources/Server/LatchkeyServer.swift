public import Foundation
internal import Hummingbird
internal import NIOCore

/// The server as a library, for programs that embed it: the benchmarks do.
public enum LatchkeyServer {
    /// Serves the data directory until SIGTERM or SIGINT.
    ///
    /// - Parameter fixed: paths that are answered with these JSON bytes and without a key.
    /// - Throws: an error whose description says what to mend.
    public static func run(data: URL, host: String, port: Int, fixed: [String: [UInt8]] = [:]) async throws {
        let settings = try await Settings.read(flags: ["data": data.path, "host": host, "port": String(port)])
        let installation = try await DataDirectory(data).open(settings, creating: false)
        try await serve(settings, installation, logger: settings.makeLogger()) { router in
            for (path, bytes) in fixed {
                let body = ByteBuffer(bytes: bytes)
                router.get(RouterPath(path)) { _, _ in
                    Response(
                        status: .ok,
                        headers: [
                            .contentType: "application/json", .contentLength: String(body.readableBytes),
                            .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                        ],
                        body: ResponseBody(byteBuffer: body))
                }
            }
        } listening: { port in
            print("Listening on http://\(host):\(port)")
        }
    }
}
