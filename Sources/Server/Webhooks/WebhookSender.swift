package import APIKeys
internal import AsyncHTTPClient
package import Catalog
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
package import NIOPosix
package import NIOSSL

/// Makes one attempt: resolves, checks, connects to what was checked, posts, and reads a little of the answer.
package struct WebhookSender: Sendable {
    private let rule: WebhookAddressRule
    private let resolver: HostResolver
    private let group: MultiThreadedEventLoopGroup
    private let timeout: Duration
    private let trustRoots: NIOSSLTrustRoots

    /// - Parameters:
    ///   - timeout: from connecting to the head of the answer.
    ///   - trustRoots: who may vouch for a receiver; the authorities that the system trusts.
    package init(
        rule: WebhookAddressRule, resolver: HostResolver = .system, group: MultiThreadedEventLoopGroup,
        timeout: Duration = .seconds(10), trustRoots: NIOSSLTrustRoots = .default
    ) {
        self.rule = rule
        self.resolver = resolver
        self.group = group
        self.timeout = timeout
        self.trustRoots = trustRoots
    }

    /// - Parameter now: goes into `webhook-timestamp`; each attempt is signed anew.
    package func send(_ attempt: WebhookAttempt, at now: Timestamp) async -> AttemptOutcome {
        guard attempt.isIntact else {
            return .hopeless("The message was changed outside this server, so it was not sent.")
        }
        let url = attempt.webhook.url
        let addresses = await resolver.addresses(url.host)
        guard !Task.isCancelled else { return .interrupted }
        guard !addresses.isEmpty else {
            return .unanswered("\(url.host) has no address, or none was found in time; does the name exist?")
        }
        do {
            try rule.refuse(url, addresses)
        } catch {
            return .unanswered(error.message)
        }
        // Another one each time, should one of them be dead.
        let address = addresses[(attempt.number - 1) % addresses.count]
        let outcome = await post(attempt, to: address, at: now)
        return Task.isCancelled ? .interrupted : outcome
    }

    private func post(_ attempt: WebhookAttempt, to address: IPAddress, at now: Timestamp) async -> AttemptOutcome {
        let url = attempt.webhook.url
        do {
            return try await HTTPClient.withHTTPClient(
                eventLoopGroup: group, configuration: configuration(connecting: url.host, to: address)
            ) { client in
                let response = try await client.execute(
                    request(attempt, at: now), deadline: .now() + TimeAmount(timeout))
                return .answered(status: Int(response.status.code), excerpt: await Self.excerpt(of: response.body))
            }
        } catch {
            return .unanswered("\(url.host) \(reason(error)).")
        }
    }

    /// The client looks up no names: the one host that it is asked for is at the address that was checked, while certificate and
    /// Host header go by the name. It follows no redirect, keeps no connection and tries nothing twice.
    private func configuration(connecting host: String, to address: IPAddress) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = trustRoots
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.dnsOverride = [host: address.description]
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        // Should the client ever have read the host in another way than we did, nothing is sent.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let isChecked = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) } == address
            return isChecked
                ? channel.eventLoop.makeSucceededVoidFuture()
                : channel.eventLoop.makeFailedFuture(CatalogError.notFound("the address that was checked"))
        }
        return configuration
    }

    private func request(_ attempt: WebhookAttempt, at now: Timestamp) -> HTTPClientRequest {
        let message = attempt.message
        let seconds = now.milliseconds / 1000
        var request = HTTPClientRequest(url: attempt.webhook.url.text)
        request.method = .POST
        request.headers = [
            "content-type": "application/json",
            "user-agent": "Latchkey-Webhooks",
            "webhook-id": message.id,
            "webhook-timestamp": String(seconds),
            "webhook-signature": attempt.secret.signature(id: message.id, seconds: seconds, body: message.body),
        ]
        request.body = .bytes(ByteBuffer(string: message.body))
        return request
    }

    /// The status has been said by then: a body that breaks off, or does not come within two seconds, changes nothing.
    private static func excerpt(of body: HTTPClientResponse.Body) async -> String {
        await withTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { await beginning(of: body) }
            group.addTask {
                try? await Task.sleep(for: .seconds(2))
                return nil
            }
            var bytes: [UInt8] = []
            // Whichever ends first ends the other.
            for await part in group {
                if let part { bytes = part }
                group.cancelAll()
            }
            return AnswerExcerpt.make(bytes)
        }
    }

    private static func beginning(of body: HTTPClientResponse.Body) async -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                bytes += part.readableBytesView.prefix(AnswerExcerpt.bytesRead - bytes.count)
                if bytes.count >= AnswerExcerpt.bytesRead { break }
            }
        } catch {}
        return bytes
    }

    private func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError where error == .deadlineExceeded || error == .connectTimeout:
            "did not answer within \(timeout.components.seconds) seconds"
        case let error as HTTPClientError where error == .remoteConnectionClosed: "closed the connection without an answer"
        case let error as IOError: "could not be reached: \(String(cString: strerror(error.errnoCode)))"
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            "could not be trusted: its TLS certificate or handshake failed (\(AnswerExcerpt.make(Array("\(error)".utf8))))"
        default: "could not be reached: \(AnswerExcerpt.make(Array("\(error)".utf8)))"
        }
    }
}
