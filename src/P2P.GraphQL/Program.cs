using P2P.GraphQL.Hosting;

return await ServeCommand.Create().Parse(args).InvokeAsync();
