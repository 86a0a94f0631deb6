<?php
// Sets up a WordPress that has no site yet, or changes one: php wordpress-setup.php <folder> <JSON>; prints what Flow is connected with, as JSON.
$folder = $argv[1];
$wish = json_decode($argv[2], true);
$_SERVER['HTTP_HOST'] = $wish['host'];
$_SERVER['SERVER_NAME'] = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
define('WP_INSTALLING', $wish['isNew']);
require $folder . '/wp-load.php';
if ($wish['isNew']) {
  require_once ABSPATH . 'wp-admin/includes/upgrade.php';
  wp_install('Flow & Friends', 'admin', 'admin@example.test', true, '', 'not-an-application-password');
  update_option('siteurl', $wish['url']);
  update_option('home', $wish['url']);
}
global $wp_rewrite;
if (isset($wish['permalinks'])) {
  $wp_rewrite->set_permalink_structure($wish['permalinks']);
  flush_rewrite_rules(false);
}
$passwords = [];
foreach ($wish['users'] ?? [] as $name => $role) {
  $user = get_user_by('login', $name);
  $id = $user ? $user->ID : wp_insert_user(['user_login' => $name, 'user_pass' => 'not-an-application-password', 'user_email' => "$name@example.test", 'role' => $role]);
  WP_Application_Passwords::delete_all_application_passwords($id);
  if ($role === null) continue;
  [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Flow']);
  $passwords[$name] = WP_Application_Passwords::chunk_password($password);
}
echo json_encode(['version' => $GLOBALS['wp_version'], 'passwords' => (object) $passwords]);
