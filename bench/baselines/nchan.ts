/** Where Debian puts them. */
export const nginx = '/usr/sbin/nginx';
export const nchanModule = '/usr/lib/nginx/modules/ngx_nchan_module.so';

/**
 * nginx with nchan: fan-out in C, from memory, to whoever asks. No database, no session, no order but that of arrival:
 * what delivery costs at least.
 */
export function nchanConfiguration(home: string, port: number): string {
  return `
load_module ${nchanModule};
worker_processes 1;
worker_rlimit_nofile 20000;
daemon off;
user root;
pid ${home}/nginx.pid;
error_log ${home}/nginx.log warn;
events { worker_connections 19000; }
http {
  access_log off;
  client_body_temp_path ${home}/nginx-body;
  keepalive_requests 10000000;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location ~ ^/pub/(.+)$ {
      nchan_publisher;
      nchan_channel_id $1;
      nchan_message_buffer_length 200;
      nchan_message_timeout 10s;
    }
    location ~ ^/sub/(.+)$ {
      nchan_subscriber eventsource;
      nchan_channel_id $1;
      nchan_subscriber_first_message newest;
    }
  }
}
`;
}
