# The server, for linux/amd64 and linux/arm64: docker build -t p2p .
# The last image has the runtime and the server only: no shell, no package manager, not root.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${SDK} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/P2P.GraphQL -c Release -o /app --nologo \
    && ln -s P2P.GraphQL /app/p2p \
    && mkdir -p /data

FROM ${RUNTIME}
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=${APP_UID:-1654} /data /data
ENV ASPNETCORE_HTTP_PORTS=8080 Blobs=/data/blobs
VOLUME /data
EXPOSE 8080
USER ${APP_UID:-1654}
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["/app/p2p", "health", "--url", "http://127.0.0.1:8080"]
ENTRYPOINT ["/app/p2p"]
CMD ["serve"]
